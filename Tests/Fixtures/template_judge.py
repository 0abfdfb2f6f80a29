"""Other people's opinions on templates of CloudFormation: cfn-lint's rules, PyYAML's reading, moto's making.

    template_judge.py cfn-lint   [template text, ...] -> [[complaint, ...], ...]
    template_judge.py yaml       [YAML text, ...] -> [value, ...]
    template_judge.py make       [template text, ...] -> [outputs, ...]
    template_judge.py policies   [template text, ...] -> [{role: characters of its inline policies}, ...]
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


def policies(templates):
    """As a stack in a region with a long name would fill them in, and as IAM counts: without white space."""
    sys.path.insert(0, os.path.join(os.path.dirname(__file__), "moto_world"))
    from template import Template

    def sizes(text):
        asked = {name: "x" for name, spec in json.loads(text).get("Parameters", {}).items() if "Default" not in spec}
        template = Template(text, asked, "ap-southeast-1", "stack", "id")

        def attribute(logical, name):
            group = template.resources[logical].get("Properties", {}).get("LogGroupName")
            place = f"arn:aws:logs:ap-southeast-1:123456789012:log-group:{group}:*"
            return place if group else "arn:aws:iam::123456789012:role/" + f"llm-chat-production-{logical}-1A2B3C4D5E6F7"[:64]

        found = {}
        for logical, spec in template.resources.items():
            if spec["Type"] == "AWS::IAM::Role":
                inline = template.resolve(spec["Properties"].get("Policies", []), lambda name: "x" * 30, attribute)
                found[logical] = sum(len(json.dumps(policy["PolicyDocument"], separators=(",", ":"))) for policy in inline)
        return found

    return [sizes(text) for text in templates]


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


verbs = {"fixed": fixed, "cfn-lint": cfn_lint, "yaml": read_yaml, "make": make, "policies": policies}
json.dump(verbs[sys.argv[1]](json.load(sys.stdin)), sys.stdout)
