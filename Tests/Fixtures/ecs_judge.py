"""Other people's opinions on task and service definitions: botocore's model of ECS, cfn-lint's rules, moto's registry.

    ecs_judge.py botocore     [{"operation": ..., "parameters": {...}}] -> [[complaint, ...], ...]
    ecs_judge.py members      shape name -> its members
    ecs_judge.py cfn-lint     [task definition, ...] -> [[complaint, ...], ...]
    ecs_judge.py sizes        [[cpu, memory], ...] -> [whether cfn-lint's schema knows the pair, ...]
    ecs_judge.py register     [task definition, ...] -> [what DescribeTaskDefinition answers, ...]
"""
import json
import os
import sys


def model():
    from botocore.loaders import Loader
    from botocore.model import ServiceModel

    return ServiceModel(Loader().load_service_model("ecs", "service-2"), "ecs")


def botocore(calls):
    from botocore.validate import ParamValidator

    ecs, validator = model(), ParamValidator()
    return [
        validator.validate(call["parameters"], ecs.operation_model(call["operation"]).input_shape).generate_report().splitlines()
        for call in calls
    ]


def members(name):
    return sorted(model().shape_for(name).members)


def pascal(value, literal=False):
    """Keys as CloudFormation writes them; those that the user chose stay."""
    special = {"efsVolumeConfiguration": "EFSVolumeConfiguration", "fileSystemId": "FilesystemId", "iam": "IAM"}
    if isinstance(value, list):
        return [pascal(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key if literal else special.get(key, key[0].upper() + key[1:]): pascal(item, key in ("options", "dockerLabels"))
        for key, item in value.items()
    }


def cfn_lint(definitions):
    from cfnlint.api import lint_all

    complaints = []
    for definition in definitions:
        template = {
            "AWSTemplateFormatVersion": "2010-09-09",
            "Resources": {"Task": {"Type": "AWS::ECS::TaskDefinition", "Properties": pascal(definition)}},
        }
        matches = lint_all(json.dumps(template))
        complaints.append([f"{match.rule.id} {match.message}" for match in matches if match.rule.id[0] == "E"])
    return complaints


def sizes(pairs):
    import cfnlint
    import regex
    from cfnlint.jsonschema import CfnTemplateValidator

    path = "data/schemas/extensions/aws_ecs_taskdefinition/fargate_cpu_memory.json"
    schema = json.load(open(os.path.join(os.path.dirname(cfnlint.__file__), path)))
    validator = CfnTemplateValidator(schema)
    task = lambda cpu, memory: {"RequiresCompatibilities": ["FARGATE"], "Cpu": str(cpu), "Memory": str(memory)}
    return [validator.is_valid(task(cpu, memory)) for cpu, memory in pairs]


def register(definitions):
    os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_DEFAULT_REGION="eu-west-1")
    import boto3
    from moto import mock_aws

    with mock_aws():
        ecs = boto3.client("ecs", region_name="eu-west-1")
        answers = []
        for definition in definitions:
            arn = ecs.register_task_definition(**definition)["taskDefinition"]["taskDefinitionArn"]
            answers.append(ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"])
        return answers


verbs = {"botocore": botocore, "members": members, "cfn-lint": cfn_lint, "sizes": sizes, "register": register}
json.dump(verbs[sys.argv[1]](json.load(sys.stdin)), sys.stdout, default=str)
