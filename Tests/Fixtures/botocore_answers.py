"""Reads answers as botocore does.

Standard input: a JSON list of {service, action, body}. Prints the list of what botocore's parsers make of them; times as seconds since 1970.
"""

import datetime
import json
import sys

import botocore.parsers
import botocore.session

session = botocore.session.get_session()
NAMES = {"elasticloadbalancing": "elbv2", "servicequotas": "service-quotas"}


def plain(value):
    return value.timestamp() if isinstance(value, datetime.datetime) else str(value)


def read(answer):
    model = session.get_service_model(NAMES.get(answer["service"], answer["service"]))
    protocol = "query" if answer["service"] == "cloudwatch" else model.metadata["protocol"]
    parser = botocore.parsers.create_parser(protocol)
    response = {"body": answer["body"].encode(), "headers": {}, "status_code": 200}
    return parser.parse(response, model.operation_model(answer["action"]).output_shape)


json.dump([read(answer) for answer in json.load(sys.stdin)], sys.stdout, default=plain)
