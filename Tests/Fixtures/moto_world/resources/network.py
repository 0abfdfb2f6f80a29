"""VPCs and what is in them."""

from resources import Kind, resource


class Tagged(Kind):
    """What EC2 makes with tags in the same call."""

    word = ""

    def specification(self, context, given):
        return [{"ResourceType": self.word, "Tags": context.tag_list(given)}]

    def update(self, context, physical, given, before):
        context.client("ec2").create_tags(Resources=[physical], Tags=context.tag_list(given))


@resource("AWS::EC2::VPC")
class VPC(Tagged):
    word, replaced_by = "vpc", frozenset({"CidrBlock"})

    def create(self, context, given):
        ec2 = context.client("ec2")
        vpc = ec2.create_vpc(CidrBlock=given["CidrBlock"], TagSpecifications=self.specification(context, given))["Vpc"]["VpcId"]
        for name in ("EnableDnsSupport", "EnableDnsHostnames"):
            if name in given:
                ec2.modify_vpc_attribute(VpcId=vpc, **{name: {"Value": given[name]}})
        return vpc

    def delete(self, context, physical, given):
        context.client("ec2").delete_vpc(VpcId=physical)

    def attribute(self, context, physical, name):
        return physical if name == "VpcId" else super().attribute(context, physical, name)


@resource("AWS::EC2::Subnet")
class Subnet(Tagged):
    word, replaced_by = "subnet", frozenset({"CidrBlock", "VpcId", "AvailabilityZone"})

    def create(self, context, given):
        known = {key: given[key] for key in ("VpcId", "CidrBlock", "AvailabilityZone") if key in given}
        return context.client("ec2").create_subnet(**known, TagSpecifications=self.specification(context, given))["Subnet"]["SubnetId"]

    def delete(self, context, physical, given):
        context.client("ec2").delete_subnet(SubnetId=physical)


@resource("AWS::EC2::InternetGateway")
class InternetGateway(Tagged):
    word = "internet-gateway"

    def create(self, context, given):
        answer = context.client("ec2").create_internet_gateway(TagSpecifications=self.specification(context, given))
        return answer["InternetGateway"]["InternetGatewayId"]

    def delete(self, context, physical, given):
        context.client("ec2").delete_internet_gateway(InternetGatewayId=physical)


@resource("AWS::EC2::VPCGatewayAttachment")
class VPCGatewayAttachment(Kind):
    replaced_by = frozenset({"VpcId", "InternetGatewayId"})

    def create(self, context, given):
        context.client("ec2").attach_internet_gateway(**given)
        return f"IGW|{given['VpcId']}"

    def delete(self, context, physical, given):
        context.client("ec2").detach_internet_gateway(**given)


@resource("AWS::EC2::EIP")
class EIP(Tagged):
    word, replaced_by = "elastic-ip", frozenset({"Domain"})

    def create(self, context, given):
        answer = context.client("ec2").allocate_address(Domain="vpc", TagSpecifications=self.specification(context, given))
        return answer["PublicIp"]

    def delete(self, context, physical, given):
        context.client("ec2").release_address(AllocationId=self.attribute(context, physical, "AllocationId"))

    def attribute(self, context, physical, name):
        return context.client("ec2").describe_addresses(PublicIps=[physical])["Addresses"][0][name]


@resource("AWS::EC2::NatGateway")
class NatGateway(Tagged):
    word, replaced_by = "natgateway", frozenset({"AllocationId", "SubnetId"})

    def create(self, context, given):
        answer = context.client("ec2").create_nat_gateway(
            AllocationId=given["AllocationId"], SubnetId=given["SubnetId"], TagSpecifications=self.specification(context, given))
        return answer["NatGateway"]["NatGatewayId"]

    def delete(self, context, physical, given):
        context.client("ec2").delete_nat_gateway(NatGatewayId=physical)


@resource("AWS::EC2::RouteTable")
class RouteTable(Tagged):
    word, replaced_by = "route-table", frozenset({"VpcId"})

    def create(self, context, given):
        answer = context.client("ec2").create_route_table(VpcId=given["VpcId"], TagSpecifications=self.specification(context, given))
        return answer["RouteTable"]["RouteTableId"]

    def delete(self, context, physical, given):
        context.client("ec2").delete_route_table(RouteTableId=physical)


@resource("AWS::EC2::Route")
class Route(Kind):
    replaced_by = frozenset({"RouteTableId", "DestinationCidrBlock"})

    def create(self, context, given):
        context.client("ec2").create_route(**given)
        return f"{given['RouteTableId']}|{given['DestinationCidrBlock']}"

    def update(self, context, physical, given, before):
        context.client("ec2").replace_route(**given)

    def delete(self, context, physical, given):
        context.client("ec2").delete_route(RouteTableId=given["RouteTableId"], DestinationCidrBlock=given["DestinationCidrBlock"])


@resource("AWS::EC2::SubnetRouteTableAssociation")
class SubnetRouteTableAssociation(Kind):
    replaced_by = frozenset({"RouteTableId", "SubnetId"})

    def create(self, context, given):
        return context.client("ec2").associate_route_table(**given)["AssociationId"]

    def delete(self, context, physical, given):
        context.client("ec2").disassociate_route_table(AssociationId=physical)


@resource("AWS::EC2::VPCEndpoint")
class VPCEndpoint(Tagged):
    word, replaced_by = "vpc-endpoint", frozenset({"ServiceName", "VpcId", "VpcEndpointType"})

    def create(self, context, given):
        known = {key: value for key, value in given.items() if key != "Tags"}
        answer = context.client("ec2").create_vpc_endpoint(**known, TagSpecifications=self.specification(context, given))
        return answer["VpcEndpoint"]["VpcEndpointId"]

    def delete(self, context, physical, given):
        context.client("ec2").delete_vpc_endpoints(VpcEndpointIds=[physical])
