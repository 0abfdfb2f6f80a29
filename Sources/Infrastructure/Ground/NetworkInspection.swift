import AWS
import Release

/// Finds the network that a template asks for, and looks whether it will do.
struct NetworkInspection {
    private let network: EC2Client
    private let region: Region
    private let demand: NetworkDemand
    private let hasInnerBalancer: Bool

    init(_ network: EC2Client, plan: StackPlan, region: Region) {
        self.network = network
        self.region = region
        demand = NetworkDemand(plan)
        hasInnerBalancer = StackBalancer.all(plan).contains(where: \.isInternal)
    }

    /// The parameters `VpcId`, `SubnetIds` and `TaskSubnetIds`, as far as they are known, and what is wrong with them.
    /// - Parameter isNew: whether the stack has nothing in it yet.
    func look(_ given: GivenNetwork, isNew: Bool) async throws -> ([String: String], [ReleaseFinding]) {
        if let text = ([given.vpc].compactMap(\.self) + given.subnets + given.taskSubnets).first(where: { $0.contains("${") }) {
            return ([:], [ReleaseFinding(.error, "network-variable", "'\(text)' of 'infra.vpc' has no value", remedy: "set the variable")])
        }
        guard let vpc = given.vpc, !given.subnets.isEmpty else { return try await find(given.vpc) }
        var parameters = Self.parameters(vpc, given.subnets)
        if !given.taskSubnets.isEmpty { parameters["TaskSubnetIds"] = given.taskSubnets.joined(separator: ",") }
        let findings = try await StackGround.warnIfDenied("the network '\(vpc)' is not checked") {
            guard try await !network.describeVPCs(EC2Filter(["vpc-id": [vpc]])).isEmpty else { return [missing(vpc)] }
            let all = try await subnets(of: vpc)
            let elsewhere = try await network.describeSubnets(EC2Filter(["subnet-id": given.subnets + given.taskSubnets]))
            return GivenSubnets(ids: given.subnets, vpc: vpc, demand: demand, isNew: isNew).findings(all, elsewhere: elsewhere)
                + TaskSubnets(ids: given.taskSubnets, vpc: vpc, hasBalancer: hasInnerBalancer, isNew: isNew)
                .findings(all, elsewhere: elsewhere)
        }
        return (parameters, findings)
    }

    /// - Parameter id: the default VPC for nil.
    private func find(_ id: String?) async throws -> ([String: String], [ReleaseFinding]) {
        let filter = EC2Filter(id.map { ["vpc-id": [$0]] } ?? ["is-default": ["true"]])
        guard let vpc = try await network.describeVPCs(filter).first?.id else { return ([:], [id.map(missing) ?? noDefault]) }
        let choice = SubnetChoice(try await subnets(of: vpc), in: vpc, demand)
        return (choice.ids.isEmpty ? [:] : Self.parameters(vpc, choice.ids), choice.findings)
    }

    private func subnets(of vpc: String) async throws -> [RoutedSubnet] {
        let filter = EC2Filter(["vpc-id": [vpc]])
        let tables = try await network.describeRouteTables(filter)
        return try await network.describeSubnets(filter).map { RoutedSubnet($0, tables) }.sorted { $0.id < $1.id }
    }

    private static func parameters(_ vpc: String, _ subnets: [String]) -> [String: String] {
        ["VpcId": vpc, "SubnetIds": subnets.joined(separator: ",")]
    }

    private func missing(_ vpc: String) -> ReleaseFinding {
        ReleaseFinding(
            .error, "no-vpc", "there is no VPC '\(vpc)' in \(region)", why: "a VPC is in one region and account alone",
            remedy: "check the id, the region and the account; `aws ec2 describe-vpcs --region \(region)` lists what is there")
    }

    private var noDefault: ReleaseFinding {
        ReleaseFinding(
            .error, "no-default-vpc", "there is no default VPC in \(region)", why: "tasks are in it where 'infra.vpc' says nothing else",
            remedy: "write 'vpc: own' below 'infra' for a network of the stack itself, or 'vpc: {id: vpc-...}' for another one; "
                + "or make a default VPC: `aws ec2 create-default-vpc --region \(region)`")
    }
}
