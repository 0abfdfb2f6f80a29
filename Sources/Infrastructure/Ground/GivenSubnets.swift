import AWS
import Release

/// Judges the subnets that a file names.
struct GivenSubnets {
    let ids: [String]
    let vpc: String
    let demand: NetworkDemand
    /// Addresses count before there is a load balancer that has its own.
    let isNew: Bool

    /// - Parameters:
    ///   - subnets: all of the VPC.
    ///   - elsewhere: those of the ids that exist, in whatever VPC.
    func findings(_ subnets: [RoutedSubnet], elsewhere: [Subnet]) -> [ReleaseFinding] {
        var findings: [ReleaseFinding] = []
        var found: [RoutedSubnet] = []
        let others = subnets.filter { $0.isPublic && !ids.contains($0.id) }
        for id in ids {
            guard let subnet = subnets.first(where: { $0.id == id }) else {
                findings.append(SubnetWords.missing(id, vpc, elsewhere: elsewhere.first { $0.id == id }?.vpc))
                continue
            }
            found.append(subnet)
            if isNew, let free = subnet.free, free < demand.addresses { findings.append(SubnetWords.full(subnet, demand)) }
        }
        findings += SubnetWords.noRoute(found.filter { demand.isOpen ? !$0.isPublic : !$0.leadsOut }, demand, others)
        return findings + (found.count == ids.count ? SubnetWords.zones(of: found, vpc, demand) : [])
    }
}
