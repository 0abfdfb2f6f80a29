import Configuration
import JSON
import Release

/// The parameters that name a network, or a network of two zones.
struct NetworkResources {
    let network: StackNetwork

    private var plan: StackPlan { network.plan }

    func add(to template: inout StackTemplate) throws(InfrastructureError) {
        switch plan.infra.vpc {
        case .existing(let spec): addParameters(spec, &template)
        case .own:
            try addNetwork(&template)
            try addSubnets("PublicSubnet", "PublicRouteTable", from: 0, &template)
            if network.tasksArePrivate { try addPrivatePart(&template) }
        }
        try template.addOutput(StackOutput.subnets, .joined(network.taskSubnets), "Where tasks have their addresses")
        try template.addOutput(
            StackOutput.publicIP, network.tasksArePrivate ? "false" : "true", "Whether tasks have public addresses")
    }

    private func addParameters(_ spec: VPCSpec?, _ template: inout StackTemplate) {
        template.addParameter("VpcId", type: "AWS::EC2::VPC::Id", "The network of the tasks: commonly the default VPC", default: spec?.id)
        template.addParameter(
            "SubnetIds", type: "List<AWS::EC2::Subnet::Id>", "Public subnets of it in at least two zones",
            default: spec.flatMap { $0.subnets.isEmpty ? nil : $0.subnets.joined(separator: ",") })
        guard let tasks = spec?.taskSubnets, !tasks.isEmpty else { return }
        template.addParameter(
            "TaskSubnetIds", type: "List<AWS::EC2::Subnet::Id>", "Private subnets of it, for the tasks",
            default: tasks.joined(separator: ","))
    }

    private func addNetwork(_ template: inout StackTemplate) throws(InfrastructureError) {
        try template.add(
            "Vpc",
            StackResource("AWS::EC2::VPC", ["CidrBlock": "10.0.0.0/16", "EnableDnsSupport": true, "EnableDnsHostnames": true])
                .named(plan.stage))
        try template.add("InternetGateway", StackResource("AWS::EC2::InternetGateway", [:]).named(plan.stage))
        try template.add(
            "InternetGatewayAttachment",
            StackResource(
                "AWS::EC2::VPCGatewayAttachment", ["VpcId": network.vpc, "InternetGatewayId": .reference("InternetGateway")]
            ).untagged())
        try addRouteTable("PublicRouteTable", name: "public", &template)
        try template.add(
            "PublicRoute",
            route(from: "PublicRouteTable", ["GatewayId": .reference("InternetGateway")]).dependingOn("InternetGatewayAttachment"))
    }

    private func addPrivatePart(_ template: inout StackTemplate) throws(InfrastructureError) {
        try addRouteTable("PrivateRouteTable", name: "private", &template)
        try addSubnets("PrivateSubnet", "PrivateRouteTable", from: 128, &template)
        try EndpointResources(network: network).addStorage(to: &template)
        guard plan.infra.exit == .nat else { return try EndpointResources(network: network).add(to: &template) }
        // One for both zones: a second one doubles the cost, and is of use only while a whole zone is away.
        try template.add(
            "NatAddress",
            StackResource("AWS::EC2::EIP", ["Domain": "vpc"]).named(plan.stage).dependingOn("InternetGatewayAttachment"))
        try template.add(
            "NatGateway",
            StackResource(
                "AWS::EC2::NatGateway",
                ["AllocationId": .attribute("NatAddress", "AllocationId"), "SubnetId": .reference("PublicSubnetA")]
            ).named(plan.stage))
        try template.add("PrivateRoute", route(from: "PrivateRouteTable", ["NatGatewayId": .reference("NatGateway")]))
    }

    private func addRouteTable(_ id: String, name: String, _ template: inout StackTemplate) throws(InfrastructureError) {
        try template.add(id, StackResource("AWS::EC2::RouteTable", ["VpcId": network.vpc]).named("\(plan.stage)-\(name)"))
    }

    private func route(from table: String, _ target: JSONObject) -> StackResource {
        let fields: JSONObject = ["RouteTableId": .reference(table), "DestinationCidrBlock": "0.0.0.0/0"]
        return StackResource("AWS::EC2::Route", fields.merging(target) { own, _ in own }).untagged()
    }

    /// One in each zone, of 4096 addresses.
    private func addSubnets(
        _ prefix: String, _ table: String, from first: Int, _ template: inout StackTemplate
    ) throws(InfrastructureError) {
        for (index, zone) in StackNetwork.zones.enumerated() {
            try template.add(
                prefix + zone,
                StackResource(
                    "AWS::EC2::Subnet",
                    [
                        "VpcId": network.vpc, "CidrBlock": "10.0.\(first + 16 * index).0/20",
                        "AvailabilityZone": ["Fn::Select": [JSONValue(index), ["Fn::GetAZs": ""]]],
                    ]
                ).named("\(plan.stage)-\(first == 0 ? "public" : "private")-\(zone.lowercased())"))
            try template.add(
                prefix + zone + "Routes",
                StackResource(
                    "AWS::EC2::SubnetRouteTableAssociation", ["SubnetId": .reference(prefix + zone), "RouteTableId": .reference(table)]
                ).untagged())
        }
    }
}
