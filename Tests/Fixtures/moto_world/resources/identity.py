"""Roles and identity providers."""

import json

import wire
from resources import Kind, resource


@resource("AWS::IAM::Role")
class Role(Kind):
    replaced_by = frozenset({"RoleName", "Path"})

    def create(self, context, given):
        iam, name = context.client("iam"), given.get("RoleName") or context.name(64)
        known = {key: given[key] for key in ("Description", "Path", "MaxSessionDuration", "PermissionsBoundary") if key in given}
        iam.create_role(
            RoleName=name, AssumeRolePolicyDocument=json.dumps(given["AssumeRolePolicyDocument"]), Tags=context.tag_list(given), **known)
        try:
            self.grant(iam, name, given)
        except (iam.exceptions.ClientError, wire.Refusal):
            # CloudFormation leaves no half of a resource behind.
            self.delete(context, name, given)
            raise
        return name

    def grant(self, iam, name, given):
        # "IAM User Guide", section "IAM and AWS STS quotas": white space does not count.
        if sum(len(json.dumps(policy["PolicyDocument"], separators=(",", ":"))) for policy in given.get("Policies", [])) > 10240:
            raise wire.Refusal("LimitExceeded", f"Maximum policy size of 10240 bytes exceeded for role {name}")
        for policy in given.get("Policies", []):
            iam.put_role_policy(RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=json.dumps(policy["PolicyDocument"]))
        for arn in given.get("ManagedPolicyArns", []):
            iam.attach_role_policy(RoleName=name, PolicyArn=arn)

    def revoke(self, iam, name, kept=()):
        for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]:
            if policy not in kept:
                iam.delete_role_policy(RoleName=name, PolicyName=policy)
        for policy in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
            if policy["PolicyArn"] not in kept:
                iam.detach_role_policy(RoleName=name, PolicyArn=policy["PolicyArn"])

    def update(self, context, physical, given, before):
        iam = context.client("iam")
        iam.update_assume_role_policy(RoleName=physical, PolicyDocument=json.dumps(given["AssumeRolePolicyDocument"]))
        iam.update_role(RoleName=physical, Description=given.get("Description", ""))
        kept = {policy["PolicyName"] for policy in given.get("Policies", [])} | set(given.get("ManagedPolicyArns", []))
        self.revoke(iam, physical, kept)
        self.grant(iam, physical, given)
        iam.tag_role(RoleName=physical, Tags=context.tag_list(given))

    def delete(self, context, physical, given):
        iam = context.client("iam")
        self.revoke(iam, physical)
        iam.delete_role(RoleName=physical)

    def attribute(self, context, physical, name):
        return context.client("iam").get_role(RoleName=physical)["Role"][name]


@resource("AWS::IAM::OIDCProvider")
class OIDCProvider(Kind):
    replaced_by = frozenset({"Url"})

    def create(self, context, given):
        answer = context.client("iam").create_open_id_connect_provider(
            Url=given["Url"], ClientIDList=given.get("ClientIdList", []), ThumbprintList=given.get("ThumbprintList", ["0" * 40]),
            Tags=context.tag_list(given))
        return answer["OpenIDConnectProviderArn"]

    def delete(self, context, physical, given):
        context.client("iam").delete_open_id_connect_provider(OpenIDConnectProviderArn=physical)

    def attribute(self, context, physical, name):
        return physical if name == "Arn" else super().attribute(context, physical, name)
