"""Other people's opinions on templates of CloudFormation: cfn-lint's rules, PyYAML's reading, moto's making.

    template_judge.py cfn-lint   [template text, ...] -> [[complaint, ...], ...]
    template_judge.py yaml       [YAML text, ...] -> [value, ...]
    template_judge.py make       [template text, ...] -> [outputs, ...]
    template_judge.py fixed      [resource type, ...] -> [{identifier: [property, ...], fixed: [property, ...]}, ...]
"""
import json
import os
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


def make(templates):
    os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="eu-west-1")
    import boto3
    from moto import mock_aws

    with mock_aws():
        ec2, stacks = boto3.client("ec2"), boto3.client("cloudformation")
        network = {
            "VpcId": ec2.describe_vpcs()["Vpcs"][0]["VpcId"],
            "SubnetIds": ",".join(subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"][:2]),
        }
        answers = []
        for number, template in enumerate(templates):
            asked = json.loads(template).get("Parameters", {})
            parameters = [{"ParameterKey": key, "ParameterValue": network[key]} for key in asked]
            name = f"stack-{number}"
            stacks.create_stack(StackName=name, TemplateBody=template, Parameters=parameters, Capabilities=["CAPABILITY_IAM"])
            stack = stacks.describe_stacks(StackName=name)["Stacks"][0]
            assert stack["StackStatus"] == "CREATE_COMPLETE", stack
            answers.append({output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]})
        return answers


def fixed(types):
    from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

    def names(paths):
        return sorted({path.removeprefix("/properties/").split("/")[0] for path in paths})

    schemas = [PROVIDER_SCHEMA_MANAGER.get_resource_schema("eu-west-1", name).schema for name in types]
    return [
        {
            "identifier": names(schema["primaryIdentifier"]),
            "fixed": names(schema.get("createOnlyProperties", []) + schema.get("required", [])),
        }
        for schema in schemas
    ]


verbs = {"fixed": fixed, "cfn-lint": cfn_lint, "yaml": read_yaml, "make": make}
json.dump(verbs[sys.argv[1]](json.load(sys.stdin)), sys.stdout)
