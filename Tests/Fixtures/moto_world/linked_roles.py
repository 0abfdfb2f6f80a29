"""Roles of AWS's own services, which a new account does not have.

Gap: moto gives them names of its own, and makes clusters with capacity providers without them.
AWS: "IAM User Guide", section "Create a service-linked role"; aws-cloudformation/cloudformation-coverage-roadmap issue 818 has the words.
"""

import wire
from moto.iam.models import IAMBackend, iam_backends

NAMES = {
    "ecs.amazonaws.com": "AWSServiceRoleForECS",
    "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
    "ecs.application-autoscaling.amazonaws.com": "AWSServiceRoleForApplicationAutoScaling_ECSService",
}


def create_service_linked_role(self, service_name, description, suffix):
    name = NAMES[service_name]
    if any(role.name == name for role in self.roles.values()):
        raise wire.Refusal("InvalidInput", f"Service role name {name} has been taken in this account, please try a different suffix.")
    trust = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "%s"}}]}'
    return self.create_role(
        name, trust % service_name, f"/aws-service-role/{service_name}/", permissions_boundary=None, description=description, tags=[],
        max_session_duration="3600", linked_service=service_name)


IAMBackend.create_service_linked_role = create_service_linked_role


def make_all():
    """As in an account that has been used."""
    for service in NAMES:
        iam_backends[wire.account]["aws"].create_service_linked_role(service, "", "")


def has(name):
    return any(role.name == name for role in iam_backends[wire.account]["aws"].roles.values())


def need(name):
    """What a service says that has to take its role, and does not find it."""
    if not has(name):
        text = "Invalid Request: Unable to assume the service linked role. Please verify that the ECS service linked role exists."
        raise wire.Refusal("InvalidParameterException", text)
