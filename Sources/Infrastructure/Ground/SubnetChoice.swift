import Release

/// Which subnets of a network a stack takes: one in each of three zones at most, as a load balancer pays for each.
struct SubnetChoice {
    private static let mostZones = 3

    /// By zone; none when they will not do.
    let ids: [String]
    let findings: [ReleaseFinding]

    init(_ subnets: [RoutedSubnet], in vpc: String, _ demand: NetworkDemand) {
        let usable = subnets.filter { demand.isOpen ? $0.isPublic : $0.leadsOut }
        let roomy = usable.filter { ($0.free ?? .max) >= demand.addresses }
        let zones = Dictionary(grouping: roomy, by: \.zone).sorted { $0.key < $1.key }.prefix(Self.mostZones)
        let chosen = zones.compactMap { $0.value.min(by: Self.isBetter) }
        if chosen.count >= demand.zones {
            (ids, findings) = (chosen.map(\.id), [])
        } else {
            ids = []
            findings = Self.findings(subnets, usable, roomy, vpc, demand)
        }
    }

    private static func isBetter(_ a: RoutedSubnet, _ b: RoutedSubnet) -> Bool {
        if a.isPublic != b.isPublic { return a.isPublic }
        return a.isDefault == b.isDefault ? a.id < b.id : a.isDefault
    }

    /// All that keeps the network from being enough.
    private static func findings(
        _ subnets: [RoutedSubnet], _ usable: [RoutedSubnet], _ roomy: [RoutedSubnet], _ vpc: String, _ demand: NetworkDemand
    ) -> [ReleaseFinding] {
        guard !subnets.isEmpty else {
            let remedy = "make some, as with `aws ec2 create-default-subnet --availability-zone ZONE`, or write 'vpc: own' below 'infra'"
            return [ReleaseFinding(.error, "no-subnets", "the VPC '\(vpc)' has no subnets", remedy: remedy)]
        }
        var findings = SubnetWords.noRoute(subnets.filter { subnet in !usable.contains { $0.id == subnet.id } }, demand, [])
        findings += usable.filter { subnet in !roomy.contains { $0.id == subnet.id } }.map { SubnetWords.full($0, demand) }
        let zones = Set(roomy.map(\.zone)).sorted()
        if demand.hasBalancer, zones.count == 1 { findings.append(SubnetWords.oneZone(zones[0], vpc)) }
        return findings
    }
}
