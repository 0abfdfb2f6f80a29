"""Other people's opinions on templates of CloudFormation: cfn-lint's rules, PyYAML's reading.

    template_judge.py cfn-lint   [template text, ...] -> [[complaint, ...], ...]
    template_judge.py yaml       [YAML text, ...] -> [value, ...]
"""
import json
import sys


def cfn_lint(templates):
    from cfnlint.api import lint
    from cfnlint.config import ManualArgs

    # Every rule but those that are off until someone asks: of errors, warnings and pieces of advice.
    arguments = ManualArgs(regions=["eu-west-1"], include_checks=["E", "W", "I"])
    return [[f"{match.rule.id} {match.message} ({match.path_string})" for match in lint(text, config=arguments)] for text in templates]


def read_yaml(texts):
    import yaml

    return [yaml.safe_load(text) for text in texts]


verbs = {"cfn-lint": cfn_lint, "yaml": read_yaml}
json.dump(verbs[sys.argv[1]](json.load(sys.stdin)), sys.stdout)
