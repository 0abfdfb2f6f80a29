import AWS
import Release

/// Judges the private subnets that a file names for tasks, which have no public addresses there.
struct TaskSubnets {
    let ids: [String]
    let vpc: String
    /// Whether a load balancer is in them too, for those inside.
    let hasBalancer: Bool
    /// Addresses count before there are tasks that have them.
    let isNew: Bool

    /// - Parameters:
    ///   - subnets: all of the VPC.
    ///   - elsewhere: those of the ids that exist, in whatever VPC.
    func findings(_ subnets: [RoutedSubnet], elsewhere: [Subnet]) -> [ReleaseFinding] {
        let demand = NetworkDemand(hasBalancer: hasBalancer, isOpen: false)
        var findings: [ReleaseFinding] = [], found: [RoutedSubnet] = []
        for id in ids {
            guard let subnet = subnets.first(where: { $0.id == id }) else {
                findings.append(SubnetWords.missing(id, vpc, elsewhere: elsewhere.first { $0.id == id }?.vpc))
                continue
            }
            found.append(subnet)
            if subnet.isPublic {
                findings.append(SubnetWords.notPrivate(subnet))
            } else if !subnet.leadsOut {
                findings.append(SubnetWords.noWayOut(subnet))
            }
            if isNew, let free = subnet.free, free < demand.addresses { findings.append(SubnetWords.full(subnet, demand)) }
        }
        return findings + (found.count == ids.count ? SubnetWords.zones(of: found, vpc, demand) : [])
    }
}
