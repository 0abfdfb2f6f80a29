import AWS

/// Looks whether tasks in the subnets of a service reach the registry.
struct SubnetInspection {
    private let network: EC2Client

    init(_ network: EC2Client) { self.network = network }

    func findings(_ ids: [String], _ checks: OnlineChecks) async throws -> [ReleaseFinding] {
        guard !ids.isEmpty, !ids.contains(where: { $0.contains("${") }) else { return [] }
        // By filter: asked for by id, one that is missing would hide the others.
        let subnets = try await network.describeSubnets(EC2Filter(["subnet-id": ids])).filter { ids.contains($0.id ?? "") }
        let vpcs = Set(subnets.compactMap(\.vpc)).sorted()
        guard !vpcs.isEmpty else { return checks.subnets([]) }
        let tables = try await network.describeRouteTables(EC2Filter(["vpc-id": vpcs]))
        var facts = subnets.map { fact(of: $0, tables) }
        if facts.contains(where: { $0.route != .translated }) {
            let endpoints = try await network.describeVPCEndpoints(EC2Filter(["vpc-id": vpcs]))
            for index in facts.indices {
                facts[index].hasRegistryEndpoints = Self.hasRegistry(endpoints.filter { $0.vpc == facts[index].vpc })
            }
        }
        return checks.subnets(facts)
    }

    private func fact(of subnet: Subnet, _ tables: [RouteTable]) -> SubnetFacts {
        let own = tables.first { $0.subnets.contains(subnet.id ?? "") } ?? tables.first { $0.isMain && $0.vpc == subnet.vpc }
        let route: SubnetFacts.Route =
            own.map { $0.leadsToInternetGateway ? .internet : $0.leadsOutPrivately ? .translated : .none } ?? .none
        return SubnetFacts(id: subnet.id ?? "", vpc: subnet.vpc ?? "", zone: subnet.zone, route: route)
    }

    /// Both parts of ECR; the layers come through the gateway of S3.
    private static func hasRegistry(_ endpoints: [VPCEndpoint]) -> Bool {
        ["ecr.api", "ecr.dkr"].allSatisfy { part in endpoints.contains { $0.service?.hasSuffix("." + part) == true } }
    }
}
