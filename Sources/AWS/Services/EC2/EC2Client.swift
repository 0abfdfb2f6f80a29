import JSON

/// The calls of EC2 that networks of tasks need.
package struct EC2Client: Sendable {
    private let caller: QueryCaller

    package init(_ client: AWSClient) { caller = QueryCaller(client: client, service: .ec2, lists: .numbers) }

    package func describeVPCs(_ filter: EC2Filter = EC2Filter()) async throws -> [VPC] {
        try await items("vpcSet", "DescribeVpcs", "VpcId", filter)
    }
    package func describeSubnets(_ filter: EC2Filter) async throws -> [Subnet] {
        try await items("subnetSet", "DescribeSubnets", "SubnetId", filter)
    }
    package func describeSecurityGroups(_ filter: EC2Filter) async throws -> [SecurityGroup] {
        try await items("securityGroupInfo", "DescribeSecurityGroups", "GroupId", filter)
    }
    package func describeRouteTables(_ filter: EC2Filter) async throws -> [RouteTable] {
        try await items("routeTableSet", "DescribeRouteTables", "RouteTableId", filter)
    }
    package func describeNetworkInterfaces(_ filter: EC2Filter) async throws -> [NetworkInterface] {
        try await items("networkInterfaceSet", "DescribeNetworkInterfaces", "NetworkInterfaceId", filter)
    }
    package func describeVPCEndpoints(_ filter: EC2Filter) async throws -> [VPCEndpoint] {
        try await items("vpcEndpointSet", "DescribeVpcEndpoints", "VpcEndpointId", filter)
    }
    /// Elastic addresses of the region, which come on one page.
    package func describeAddresses() async throws -> [ElasticAddress] {
        try await caller.call("DescribeAddresses", [:]).items(of: "addressesSet").map(ElasticAddress.init)
    }

    private func items<Item: XMLAnswer>(_ list: String, _ action: String, _ key: String, _ filter: EC2Filter) async throws -> [Item] {
        let token = PageToken(asked: "NextToken", answered: "nextToken")
        return try await caller.items(list, of: action, filter.parameters(ids: key), token: token)
    }
}
