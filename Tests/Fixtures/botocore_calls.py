"""Judges requests by botocore's models of the services.

Standard input: a JSON list of {service, action, json} or {service, action, form}. Argument: the folder whose Swift files hold the names
of the actions. Prints {"mistakes": [...], "missing": [...]}: what is wrong with a request, and actions in the source that no request has.
"""

import json
import pathlib
import re
import sys

import botocore.serialize
import botocore.session
import botocore.validate

session = botocore.session.get_session()
# By the names in policies.
NAMES = {"elasticloadbalancing": "elbv2", "servicequotas": "service-quotas"}
models = {}


def model(service):
    if service not in models:
        models[service] = session.get_service_model(NAMES.get(service, service))
    return models[service]


def protocol(service):
    # CloudWatch speaks three.
    return "query" if service == "cloudwatch" else model(service).metadata["protocol"]


def walk(value, shape, path):
    """What botocore's validator lets pass: keys that are not in the model, and values that are not in an enumeration."""
    if shape.type_name == "structure":
        for key, inner in value.items():
            if key not in shape.members:
                yield f"{path}.{key} is unknown"
            else:
                yield from walk(inner, shape.members[key], f"{path}.{key}")
    elif shape.type_name == "list":
        for index, inner in enumerate(value):
            yield from walk(inner, shape.member, f"{path}[{index}]")
    elif shape.type_name == "map":
        for key, inner in value.items():
            yield from walk(inner, shape.value, f"{path}.{key}")
    elif shape.type_name == "string" and shape.enum and value not in shape.enum:
        yield f"{path} is '{value}', not one of {shape.enum}"
    elif shape.type_name == "string" and shape.metadata.get("pattern"):
        try:
            if not re.search(shape.metadata["pattern"], value):
                yield f"{path} is '{value}', which does not fit {shape.metadata['pattern']}"
        except re.error:
            pass  # A pattern in a dialect that Python does not know.
    if shape.type_name in ("integer", "long"):
        if not shape.metadata.get("min", -1 << 63) <= value <= shape.metadata.get("max", 1 << 63):
            yield f"{path} is {value}, out of its range"
    if shape.type_name in ("string", "list"):
        least, most = shape.metadata.get("min", 0), shape.metadata.get("max", 1 << 60)
        if not least <= len(value) <= most:
            yield f"{path} has {len(value)} items or characters, not {least} to {most}"


def unflatten(form, shape, ec2, prefix=""):
    """The parameters behind the fields of a form, by the rules of the query protocols."""
    if shape.type_name == "structure":
        result = {}
        for name, member in shape.members.items():
            wire = member.serialization.get("name", name)
            if ec2:
                wire = member.serialization.get("queryName", wire[0].upper() + wire[1:])
            inner = unflatten(form, member, ec2, f"{prefix}.{wire}" if prefix else wire)
            if inner is not None:
                result[name] = inner
        return result if result or not prefix else None
    if shape.type_name == "list":
        items = []
        between = "." if ec2 or shape.serialization.get("flattened") else f".{shape.member.serialization.get('name', 'member')}."
        while True:
            inner = unflatten(form, shape.member, ec2, f"{prefix}{between}{len(items) + 1}")
            if inner is None:
                return items or None
            items.append(inner)
    if prefix not in form:
        return None
    text = form[prefix]
    if shape.type_name in ("integer", "long"):
        return int(text)
    if shape.type_name == "boolean":
        return {"true": True, "false": False}[text]
    return text


def judge(call):
    service, action = call["service"], call["action"]
    operation = model(service).operation_model(action)
    shape = operation.input_shape
    if "form" in call:
        parameters = unflatten(call["form"], shape, protocol(service) == "ec2") if shape else {}
    else:
        parameters = call["json"]
    if shape:
        report = botocore.validate.ParamValidator().validate(parameters, shape)
        if report.has_errors():
            yield report.generate_report()
        yield from walk(parameters, shape, action)
    if "form" in call:
        serializer = botocore.serialize.create_serializer(protocol(service), include_validation=False)
        body = serializer.serialize_to_request(parameters, operation)["body"]
        ours = dict(call["form"], Action=action, Version=model(service).api_version)
        theirs = {key: ("true" if value is True else "false" if value is False else str(value)) for key, value in body.items()}
        if ours != theirs:
            yield f"the form differs: ours {sorted(set(ours.items()) - set(theirs.items()))}, botocore's {sorted(set(theirs.items()) - set(ours.items()))}"


calls = json.load(sys.stdin)
mistakes = [f"{call['service']}:{call['action']}: {words}" for call in calls for words in judge(call)]
called = {(call["service"], call["action"]) for call in calls}
missing = []
FOLDERS = {
    "ACM": "acm", "ApplicationAutoScaling": "application-autoscaling", "CloudFormation": "cloudformation", "CloudWatch": "cloudwatch", "CloudWatchLogs": "logs",
    "EC2": "ec2", "ECR": "ecr", "ECS": "ecs", "ELBv2": "elasticloadbalancing", "IAM": "iam", "SSM": "ssm", "SecretsManager": "secretsmanager",
    "ServiceDiscovery": "servicediscovery", "ServiceQuotas": "servicequotas",
}
for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    if folder.name == "Shared":
        continue
    service = FOLDERS[folder.name]
    words = {word for file in folder.glob("*.swift") for word in re.findall(r'"([A-Z][A-Za-z0-9]+)"', file.read_text())}
    names = words & set(model(service).operation_names)
    missing += sorted(f"{service}:{name}" for name in names if (service, name) not in called)
json.dump({"mistakes": mistakes, "missing": missing}, sys.stdout)
