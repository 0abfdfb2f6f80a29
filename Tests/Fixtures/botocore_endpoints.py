"""Prints the hosts of services by botocore's endpoint rules, as JSON: [{service, region, hosts: [plain, dual stack, FIPS, both], signing}]."""

import json
import sys

import botocore.session
from botocore.endpoint_provider import EndpointProvider

session = botocore.session.get_session()
loader = session.get_component("data_loader")
partitions = loader.load_data("partitions")
SERVICES = {
    "application-autoscaling": None, "cloudformation": None, "cloudwatch": None, "logs": None, "ec2": None, "ecr": None, "ecs": None,
    "elbv2": "elasticloadbalancing", "iam": None, "secretsmanager": None, "ssm": None, "sts": None, "service-quotas": "servicequotas",
    "acm": None, "servicediscovery": None, "sso": "awsssoportal", "sso-oidc": "sso-oauth", "signin": None,
}
SETTINGS = {"sts": {"UseGlobalEndpoint": False}, "acm": {"ServiceType": "ACM"}, "signin": {"IsControlPlane": False}}
REGIONS = [
    "eu-central-1", "us-east-1", "us-gov-west-1", "us-gov-east-1", "cn-north-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1",
    "us-isof-south-1", "eusc-de-east-1",
]
rows = []
for name, policy_name in SERVICES.items():
    provider = EndpointProvider(loader.load_service_model(name, "endpoint-rule-set-1"), partitions)
    metadata = session.get_service_model(name).metadata
    for region in REGIONS:
        hosts, signing = [], region
        for fips in (False, True):
            for dual_stack in (False, True):
                settings = SETTINGS.get(name, {})
                endpoint = provider.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual_stack, **settings)
                hosts.append(endpoint.url.removeprefix("https://"))
                for scheme in endpoint.properties.get("authSchemes", []):
                    signing = scheme.get("signingRegion", region)
        rows.append({
            "service": policy_name or name, "region": region, "hosts": hosts, "signing": signing, "version": metadata["apiVersion"],
            "signingName": metadata.get("signingName", metadata["endpointPrefix"]), "target": metadata.get("targetPrefix"),
            "json": metadata.get("jsonVersion"), "variable": session.get_service_model(name).service_id.hyphenize().replace("-", "_").upper(),
        })
json.dump(rows, sys.stdout)
