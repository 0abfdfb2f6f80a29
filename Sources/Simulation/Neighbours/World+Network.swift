import JSON

/// EC2: subnets, security groups, routes and network interfaces, under the names they have on the wire.
extension World {
    func network(_ action: String, _ input: FormInput) throws(SimulatedFault) -> JSONObject {
        switch action {
        case "DescribeVpcs": describeVPC()
        // None: a subnet has a way to the world, or it has not.
        case "DescribeVpcEndpoints": ["vpcEndpointSet": []]
        case "DescribeSubnets": try describeSubnets(input)
        case "DescribeSecurityGroups": try describeSecurityGroups(input)
        case "DescribeRouteTables": describeRouteTables(input)
        case "DescribeNetworkInterfaces": try describeNetworkInterfaces(input)
        default: throw .unknown(action)
        }
    }

    private func describeVPC() -> JSONObject {
        [
            "vpcSet": [
                [
                    "vpcId": .string(account.network.vpc), "state": "available", "cidrBlock": "10.0.0.0/16", "isDefault": false,
                    "ownerId": .string(account.id),
                ]
            ]
        ]
    }

    private func describeSubnets(_ input: FormInput) throws(SimulatedFault) -> JSONObject {
        let subnets = account.network.subnets
        let asked = input.list("SubnetId") + (input.filters["subnet-id"] ?? [])
        if let missing = input.list("SubnetId").first(where: { id in !subnets.contains { $0.id == id } }) {
            throw SimulatedFault(code: "InvalidSubnetID.NotFound", message: "The subnet ID '\(missing)' does not exist")
        }
        let vpcs = input.filters["vpc-id"]
        let found = subnets.filter { (asked.isEmpty || asked.contains($0.id)) && (vpcs?.contains(account.network.vpc) ?? true) }
        return [
            "subnetSet": .array(
                found.enumerated().map { number, subnet in
                    [
                        "subnetId": .string(subnet.id), "vpcId": .string(account.network.vpc), "state": "available",
                        "availabilityZone": .string(account.region + subnet.zone), "cidrBlock": .string("10.0.\(number).0/24"),
                        "availableIpAddressCount": 250, "mapPublicIpOnLaunch": .bool(subnet.way == .internetGateway), "defaultForAz": false,
                    ]
                })
        ]
    }

    private func describeSecurityGroups(_ input: FormInput) throws(SimulatedFault) -> JSONObject {
        let groups = account.network.securityGroups
        let asked = input.list("GroupId") + (input.filters["group-id"] ?? [])
        if let missing = input.list("GroupId").first(where: { !groups.contains($0) }) {
            throw SimulatedFault(code: "InvalidGroup.NotFound", message: "The security group '\(missing)' does not exist")
        }
        return [
            "securityGroupInfo": .array(
                groups.filter { asked.isEmpty || asked.contains($0) }.map { id in
                    [
                        "groupId": .string(id), "groupName": "tasks", "groupDescription": "tasks", "vpcId": .string(account.network.vpc),
                        "ownerId": .string(account.id), "ipPermissions": [],
                        "ipPermissionsEgress": [["ipProtocol": "-1", "ipRanges": [["cidrIp": "0.0.0.0/0"]]]],
                    ]
                })
        ]
    }

    /// One table a subnet: its way to the world is the default route.
    private func describeRouteTables(_ input: FormInput) -> JSONObject {
        let asked = input.filters["association.subnet-id"]
        let found = account.network.subnets.filter { asked?.contains($0.id) ?? true }
        return [
            "routeTableSet": .array(
                found.map { subnet in
                    let table = "rtb-" + subnet.id.dropFirst("subnet-".count)
                    var routes: [JSONValue] = [
                        ["destinationCidrBlock": "10.0.0.0/16", "gatewayId": "local", "state": "active", "origin": "CreateRouteTable"]
                    ]
                    let gateway: (String, String)? =
                        switch subnet.way {
                        case .internetGateway: ("gatewayId", "igw-0a1b2c3d4e5f60718")
                        case .natGateway: ("natGatewayId", "nat-0a1b2c3d4e5f60718")
                        case .none: nil
                        }
                    if let (kind, id) = gateway {
                        routes.append([
                            "destinationCidrBlock": "0.0.0.0/0", kind: .string(id), "state": "active", "origin": "CreateRoute",
                        ])
                    }
                    return [
                        "routeTableId": .string(table), "vpcId": .string(account.network.vpc), "ownerId": .string(account.id),
                        "routeSet": .array(routes),
                        "associationSet": [["routeTableId": .string(table), "subnetId": .string(subnet.id), "main": false]],
                    ]
                })
        ]
    }

    private func describeNetworkInterfaces(_ input: FormInput) throws(SimulatedFault) -> JSONObject {
        let asked = input.list("NetworkInterfaceId") + (input.filters["network-interface-id"] ?? [])
        let tasks = (services.flatMap(\.tasks) + oneOffTasks).filter { $0.phase > .provisioning && $0.phase < .stopped }
        if let missing = input.list("NetworkInterfaceId").first(where: { id in !tasks.contains { $0.interface == id } }) {
            throw SimulatedFault(
                code: "InvalidNetworkInterfaceID.NotFound", message: "The networkInterface ID '\(missing)' does not exist")
        }
        return [
            "networkInterfaceSet": .array(tasks.filter { asked.isEmpty || asked.contains($0.interface) }.map { describeInterface(of: $0) })
        ]
    }

    private func describeInterface(of task: TaskState) -> JSONValue {
        let network = task.request["networkConfiguration"]?["awsvpcConfiguration"]
        var fields: JSONObject = [
            "networkInterfaceId": .string(task.interface), "privateIpAddress": .string(task.address), "status": "in-use",
            "availabilityZone": .string(task.zone), "vpcId": .string(account.network.vpc), "interfaceType": "interface",
            "subnetId": network?["subnets"]?.array?.first ?? .string(account.network.subnets.first?.id ?? "subnet-0"),
        ]
        if network?["assignPublicIp"]?.string == "ENABLED" {
            // Documentation addresses (RFC 5737): nobody is at one.
            let last = task.address.split(separator: ".").last ?? "1"
            fields["association"] = ["publicIp": .string("203.0.113.\(last)"), "ipOwnerId": "amazon"]
        }
        return .object(fields)
    }
}
