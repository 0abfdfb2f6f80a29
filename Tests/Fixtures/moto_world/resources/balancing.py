"""Load balancers."""

from botocore.exceptions import ClientError

from resources import Kind, resource


class Balancing(Kind):
    def client(self, context):
        return context.client("elbv2")

    def retag(self, context, physical, given):
        self.client(context).add_tags(ResourceArns=[physical], Tags=context.tag_list(given))


@resource("AWS::ElasticLoadBalancingV2::LoadBalancer")
class LoadBalancer(Balancing):
    replaced_by = frozenset({"Name", "Scheme", "Type"})

    def create(self, context, given):
        known = {key: given[key] for key in ("Subnets", "SecurityGroups", "Scheme", "Type", "IpAddressType") if key in given}
        answer = self.client(context).create_load_balancer(
            Name=given.get("Name") or context.name(32), **known, Tags=context.tag_list(given))
        arn = answer["LoadBalancers"][0]["LoadBalancerArn"]
        self.adjust(context, arn, given)
        return arn

    def adjust(self, context, arn, given):
        if "LoadBalancerAttributes" in given:
            self.client(context).modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=given["LoadBalancerAttributes"])

    def update(self, context, physical, given, before):
        client = self.client(context)
        if given.get("SecurityGroups") != before.get("SecurityGroups"):
            client.set_security_groups(LoadBalancerArn=physical, SecurityGroups=given["SecurityGroups"])
        if given.get("Subnets") != before.get("Subnets"):
            client.set_subnets(LoadBalancerArn=physical, Subnets=given["Subnets"])
        self.adjust(context, physical, given)
        self.retag(context, physical, given)

    def delete(self, context, physical, given):
        self.client(context).delete_load_balancer(LoadBalancerArn=physical)

    def attribute(self, context, physical, name):
        found = self.client(context).describe_load_balancers(LoadBalancerArns=[physical])["LoadBalancers"][0]
        if name == "LoadBalancerFullName":
            return physical.split(":loadbalancer/")[1]
        names = {"CanonicalHostedZoneID": "CanonicalHostedZoneId", "DNSName": "DNSName", "LoadBalancerArn": "LoadBalancerArn"}
        return found[names[name]] if name in names else super().attribute(context, physical, name)


@resource("AWS::ElasticLoadBalancingV2::TargetGroup")
class TargetGroup(Balancing):
    replaced_by = frozenset({"Name", "Port", "Protocol", "TargetType", "VpcId"})
    CHECK = (
        "HealthCheckPath", "HealthCheckPort", "HealthCheckProtocol", "HealthCheckIntervalSeconds", "HealthCheckTimeoutSeconds",
        "HealthyThresholdCount", "UnhealthyThresholdCount", "Matcher",
    )

    def create(self, context, given):
        known = {key: given[key] for key in (*self.CHECK, "Port", "Protocol", "TargetType", "VpcId") if key in given}
        answer = self.client(context).create_target_group(
            Name=given.get("Name") or context.name(32), **known, Tags=context.tag_list(given))
        arn = answer["TargetGroups"][0]["TargetGroupArn"]
        self.adjust(context, arn, given)
        return arn

    def adjust(self, context, arn, given):
        if "TargetGroupAttributes" in given:
            self.client(context).modify_target_group_attributes(TargetGroupArn=arn, Attributes=given["TargetGroupAttributes"])

    def update(self, context, physical, given, before):
        known = {key: given[key] for key in self.CHECK if key in given}
        self.client(context).modify_target_group(TargetGroupArn=physical, **known)
        self.adjust(context, physical, given)
        self.retag(context, physical, given)

    def delete(self, context, physical, given):
        self.client(context).delete_target_group(TargetGroupArn=physical)

    def attribute(self, context, physical, name):
        if name == "TargetGroupFullName":
            return physical.rsplit(":", 1)[1]
        return physical if name == "TargetGroupArn" else super().attribute(context, physical, name)


@resource("AWS::ElasticLoadBalancingV2::Listener")
class Listener(Balancing):
    replaced_by = frozenset({"LoadBalancerArn"})

    def create(self, context, given):
        self.claim(context, given, "CreateListener")
        return self.client(context).create_listener(**given)["Listeners"][0]["ListenerArn"]

    def claim(self, context, given, call, own=None):
        """Gap: moto lets a load balancer have a port twice."""
        balancer = given["LoadBalancerArn"]
        listeners = self.client(context).describe_listeners(LoadBalancerArn=balancer)["Listeners"]
        if any(listener["Port"] == int(given["Port"]) and listener["ListenerArn"] != own for listener in listeners):
            text = f"A listener already exists on this port for this load balancer '{balancer}'"
            raise ClientError({"Error": {"Code": "DuplicateListener", "Message": text}}, call)

    def update(self, context, physical, given, before):
        self.claim(context, given, "ModifyListener", own=physical)
        self.client(context).modify_listener(
            ListenerArn=physical, **{key: value for key, value in given.items() if key not in ("LoadBalancerArn", "Tags")})

    def delete(self, context, physical, given):
        self.client(context).delete_listener(ListenerArn=physical)

    def attribute(self, context, physical, name):
        return physical if name == "ListenerArn" else super().attribute(context, physical, name)


@resource("AWS::ElasticLoadBalancingV2::ListenerCertificate")
class ListenerCertificate(Balancing):
    replaced_by = frozenset({"ListenerArn", "Certificates"})

    def create(self, context, given):
        self.client(context).add_listener_certificates(**given)
        return given["ListenerArn"]

    def delete(self, context, physical, given):
        self.client(context).remove_listener_certificates(**given)


@resource("AWS::ElasticLoadBalancingV2::ListenerRule")
class ListenerRule(Balancing):
    replaced_by = frozenset({"ListenerArn"})

    def create(self, context, given):
        return self.client(context).create_rule(**given)["Rules"][0]["RuleArn"]

    def update(self, context, physical, given, before):
        client = self.client(context)
        client.modify_rule(RuleArn=physical, Conditions=given["Conditions"], Actions=given["Actions"])
        if given.get("Priority") != before.get("Priority"):
            client.set_rule_priorities(RulePriorities=[{"RuleArn": physical, "Priority": int(given["Priority"])}])

    def delete(self, context, physical, given):
        self.client(context).delete_rule(RuleArn=physical)

    def attribute(self, context, physical, name):
        return physical if name == "RuleArn" else super().attribute(context, physical, name)
