"""What the caller of an action must be allowed to do.

Gap: moto knows an action's own permission at most. AWS asks for others too, by what the call holds.
AWS: "Service Authorization Reference", dependent actions of each service; the pages named below.
"""

# moto's name of a service, where policies have another.
PREFIXES = {"elbv2": "elasticloadbalancing", "monitoring": "cloudwatch", "service-quotas": "servicequotas"}
SCALING = "AWSServiceRoleForApplicationAutoScaling_ECSService"


def needed(action, given, has_role):
    """The permissions for a call of `service:Action`; `has_role` says whether the account has a service-linked role of a name."""
    service, name = action.split(":")
    return [f"{PREFIXES.get(service, service)}:{name}"] + list(implied(action, given, has_role))


def implied(action, given, has_role):
    tags = given.get("tags") or given.get("Tags")
    if action.startswith("ecs:") and tags and not action.endswith("TagResource"):
        # "Amazon ECS Developer Guide", section "Grant permission to tag resources on creation".
        yield "ecs:TagResource"
    if action in ("ecs:RegisterTaskDefinition", "ecs:RunTask") and ("taskRoleArn" in given or "executionRoleArn" in given):
        yield "iam:PassRole"
    if action == "secretsmanager:CreateSecret" and tags:
        # "Secrets Manager API Reference", CreateSecret.
        yield "secretsmanager:TagResource"
    if action in ("secretsmanager:CreateSecret", "secretsmanager:PutSecretValue") and given.get("KmsKeyId"):
        yield from ("kms:Decrypt", "kms:GenerateDataKey")
    if action == "application-autoscaling:RegisterScalableTarget" and not has_role(SCALING):
        # "Application Auto Scaling User Guide", section "Service-linked roles".
        yield "iam:CreateServiceLinkedRole"
    if action == "application-autoscaling:PutScalingPolicy":
        # "Amazon ECS Developer Guide", section "IAM permissions required for Amazon ECS service auto scaling".
        yield "cloudwatch:PutMetricAlarm"
    if action in ("application-autoscaling:DeleteScalingPolicy", "application-autoscaling:DeregisterScalableTarget"):
        yield "cloudwatch:DeleteAlarms"
    if action == "ecr:CreateRepository" and tags:
        yield "ecr:TagResource"
    if action == "logs:CreateLogGroup" and tags:
        yield "logs:TagResource"
