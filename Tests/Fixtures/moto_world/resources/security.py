"""Security groups and their rules."""

from resources import Kind, resource


def permission(rule):
    """A rule of a template as EC2's calls have it."""
    wanted = {"IpProtocol": str(rule["IpProtocol"])}
    wanted.update({key: int(rule[key]) for key in ("FromPort", "ToPort") if key in rule})
    note = {"Description": rule["Description"]} if "Description" in rule else {}
    if "CidrIp" in rule:
        wanted["IpRanges"] = [{"CidrIp": rule["CidrIp"], **note}]
    if "CidrIpv6" in rule:
        wanted["Ipv6Ranges"] = [{"CidrIpv6": rule["CidrIpv6"], **note}]
    group = rule.get("SourceSecurityGroupId") or rule.get("DestinationSecurityGroupId")
    if group:
        wanted["UserIdGroupPairs"] = [{"GroupId": group, **note}]
    return wanted


@resource("AWS::EC2::SecurityGroup")
class SecurityGroup(Kind):
    replaced_by = frozenset({"GroupDescription", "GroupName", "VpcId"})

    def create(self, context, given):
        ec2 = context.client("ec2")
        group = ec2.create_security_group(
            GroupName=given.get("GroupName") or context.name(), Description=given["GroupDescription"], VpcId=given["VpcId"],
            TagSpecifications=[{"ResourceType": "security-group", "Tags": context.tag_list(given)}])["GroupId"]
        self.grant(ec2, group, given, {})
        return group

    def update(self, context, physical, given, before):
        ec2 = context.client("ec2")
        self.grant(ec2, physical, given, before)
        ec2.create_tags(Resources=[physical], Tags=context.tag_list(given))

    def grant(self, ec2, group, given, before):
        # The rule that lets everything out is EC2's own; a template that has rules for what goes out takes its place.
        everything = [{"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}]
        old = [before.get("SecurityGroupIngress", []), before.get("SecurityGroupEgress", everything)]
        new = [given.get("SecurityGroupIngress", []), given.get("SecurityGroupEgress", everything)]
        for call, rules, others in (
            (ec2.revoke_security_group_ingress, old[0], new[0]), (ec2.authorize_security_group_ingress, new[0], old[0]),
            (ec2.revoke_security_group_egress, old[1], new[1]), (ec2.authorize_security_group_egress, new[1], old[1]),
        ):
            wanted = [permission(rule) for rule in rules if rule not in others]
            if wanted:
                call(GroupId=group, IpPermissions=wanted)

    def delete(self, context, physical, given):
        context.client("ec2").delete_security_group(GroupId=physical)

    def attribute(self, context, physical, name):
        return physical if name in ("GroupId", "Id") else super().attribute(context, physical, name)


@resource("AWS::EC2::SecurityGroupIngress")
class SecurityGroupIngress(Kind):
    replaced_by = frozenset({
        "GroupId", "IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6", "SourceSecurityGroupId",
    })

    def create(self, context, given):
        answer = context.client("ec2").authorize_security_group_ingress(GroupId=given["GroupId"], IpPermissions=[permission(given)])
        return answer["SecurityGroupRules"][0]["SecurityGroupRuleId"]

    def update(self, context, physical, given, before):
        # The description alone is left.
        context.client("ec2").update_security_group_rule_descriptions_ingress(GroupId=given["GroupId"], IpPermissions=[permission(given)])

    def delete(self, context, physical, given):
        context.client("ec2").revoke_security_group_ingress(GroupId=given["GroupId"], IpPermissions=[permission(given)])
