"""Judges calls and answers by AWS's own models: reads JSON lines from standard input, prints a line for each fault.

Each line: service (as botocore names it), action, parameters (JSON services only), status, text.
"""

import json
import sys
import xml.etree.ElementTree as ElementTree

import botocore.parsers
import botocore.session
import botocore.validate

# Errors of every service: the "Common error types" of the API references.
COMMON = {"ThrottlingException", "ExpiredTokenException", "InvalidSignatureException", "AccessDeniedException"}
SESSION = botocore.session.get_session()
MODELS = {}
KINDS = {
    "string": str, "integer": int, "long": int, "boolean": bool, "timestamp": (int, float), "double": (int, float), "float": (int, float),
    "list": list, "map": dict, "structure": dict,
}


def model(service):
    if service not in MODELS:
        MODELS[service] = SESSION.get_service_model(service)
    return MODELS[service]


def check_json(value, shape, path):
    kind = shape.type_name
    if not isinstance(value, KINDS[kind]) or (kind in ("integer", "long") and isinstance(value, bool)):
        yield f"{path}: {value!r} is no {kind}"
    elif kind == "structure":
        for name in set(shape.required_members) - set(value):
            yield f"{path}: {name} is missing"
        for name, member in value.items():
            if name in shape.members:
                yield from check_json(member, shape.members[name], f"{path}.{name}")
            else:
                yield f"{path}: {name} is unknown"
    elif kind == "list":
        for number, member in enumerate(value):
            yield from check_json(member, shape.member, f"{path}[{number}]")
    elif kind == "map":
        for name, member in value.items():
            yield from check_json(member, shape.value, f"{path}.{name}")
    elif kind == "string" and getattr(shape, "enum", None) and value not in shape.enum:
        yield f"{path}: {value!r} is not one of {shape.enum}"


def check_xml(element, shape, path):
    kind = shape.type_name
    if kind == "structure":
        names = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        for child in element:
            if child.tag in names:
                yield from check_xml(child, names[child.tag], f"{path}.{child.tag}")
            else:
                yield f"{path}: {child.tag} is unknown"
        for name in shape.required_members:
            if element.find(shape.members[name].serialization.get("name", name)) is None:
                yield f"{path}: {name} is missing"
    elif kind == "list":
        item = shape.member.serialization.get("name", "member")
        for number, child in enumerate(element):
            if child.tag != item:
                yield f"{path}: {child.tag} instead of {item}"
            yield from check_xml(child, shape.member, f"{path}[{number}]")
    elif len(element):
        yield f"{path}: elements in a {kind}"
    elif kind == "string" and getattr(shape, "enum", None) and element.text not in shape.enum:
        yield f"{path}: {element.text!r} is not one of {shape.enum}"


def check_error(entry, operation):
    protocol = "json" if entry["text"].startswith("{") else operation.service_model.metadata["protocol"]
    response = {"status_code": entry["status"], "headers": {}, "body": entry["text"].encode()}
    parsed = botocore.parsers.create_parser(protocol).parse(response, None)
    code = parsed["Error"]["Code"]
    known = {shape.name for shape in operation.error_shapes} | {shape.error_code for shape in operation.error_shapes} | COMMON
    # EC2's model lists no errors at all.
    if code not in known and protocol != "ec2":
        yield f"error {code} is none of {sorted(known)}"


def check(entry):
    operation = model(entry["service"]).operation_model(entry["action"])
    if entry.get("parameters") is not None and operation.input_shape:
        report = botocore.validate.ParamValidator().validate(entry["parameters"], operation.input_shape)
        if report.has_errors():
            yield "request: " + report.generate_report()
    if entry["status"] != 200:
        yield from check_error(entry, operation)
    elif entry["text"].startswith("{"):
        value = json.loads(entry["text"])
        if operation.output_shape:
            yield from check_json(value, operation.output_shape, "answer")
        elif value:
            yield "an answer where there is none"
    else:
        shape = operation.output_shape
        response = {"status_code": 200, "headers": {}, "body": entry["text"].encode()}
        protocol = "ec2" if model(entry["service"]).metadata["protocol"] == "ec2" else "query"
        if not botocore.parsers.create_parser(protocol).parse(response, shape).get("ResponseMetadata", {}).get("RequestId"):
            yield "no request id"
        root = ElementTree.fromstring(entry["text"])
        for child in list(root):
            if child.tag in ("ResponseMetadata", "requestId"):
                root.remove(child)
        yield from check_xml(root if protocol == "ec2" else root[0], shape, "answer")


for line in sys.stdin:
    entry = json.loads(line)
    for fault in check(entry):
        print(f"{entry['service']}:{entry['action']}: {fault}")
