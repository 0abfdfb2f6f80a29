import Release

/// What is said of subnets that will not do.
enum SubnetWords {
    /// One finding for each route table.
    /// - Parameter others: public subnets of the same VPC that could be named instead.
    static func noRoute(_ subnets: [RoutedSubnet], _ demand: NetworkDemand, _ others: [RoutedSubnet]) -> [ReleaseFinding] {
        let groups = Dictionary(grouping: subnets) { $0.table?.id ?? "" }.sorted { $0.value[0].id < $1.value[0].id }
        return groups.map { noRoute($0.value[0], $0.value.map(\.id), demand, others) }
    }

    private static func noRoute(
        _ subnet: RoutedSubnet, _ ids: [String], _ demand: NetworkDemand, _ others: [RoutedSubnet]
    ) -> ReleaseFinding {
        let names = others.map(\.id).joined(separator: ", ")
        let nowhere = "name subnets with a route to an internet gateway, or write 'vpc: own' below 'infra'"
        let instead = others.isEmpty ? nowhere : "'\(subnet.vpc)' has public subnets: \(names)"
        let table = subnet.table?.id ?? "rtb-..."
        let mend = "aws ec2 create-route --route-table-id \(table) --destination-cidr-block 0.0.0.0/0 --gateway-id igw-..."
        // A table that leads elsewhere serves others as it is.
        let isFree = subnet.table.map { !$0.routes.contains { $0.destination == "0.0.0.0/0" && $0.isActive } } ?? false
        let subject = ids.count == 1 ? "the subnet \(quoted(ids)) has" : "the subnets \(quoted(ids)) have"
        return ReleaseFinding(
            demand.isOpen ? .error : .warning, "no-route", "\(subject) no route to the internet", why: subnet.way(of: ids.count),
            remedy: instead + (isFree ? "; or give it one: `\(mend)`" : ""))
    }

    /// Tasks without public addresses, in a subnet whose way out needs one.
    static func notPrivate(_ subnet: RoutedSubnet) -> ReleaseFinding {
        ReleaseFinding(
            .error, "not-private", "the subnet '\(subnet.id)' of 'private' has a route to an internet gateway",
            why: "tasks in it have no public addresses, and would reach nothing by that",
            remedy: "name subnets whose way out is a NAT gateway, or write 'subnets' in place of 'public' and 'private'")
    }

    static func noWayOut(_ subnet: RoutedSubnet) -> ReleaseFinding {
        ReleaseFinding(
            .warning, "no-way-out", "the subnet '\(subnet.id)' of 'private' has no way out", why: subnet.way(of: 1),
            remedy: "tasks in it need VPC endpoints for ECR, S3, Logs and the secrets that they use, or a NAT gateway")
    }

    /// Zones that a load balancer does not do with.
    static func zones(of subnets: [RoutedSubnet], _ vpc: String, _ demand: NetworkDemand) -> [ReleaseFinding] {
        guard demand.hasBalancer else { return [] }
        let zones = Dictionary(grouping: subnets, by: \.zone).sorted { $0.key < $1.key }
        if zones.count == 1 { return [oneZone(zones[0].key, vpc)] }
        return zones.filter { $0.value.count > 1 }.map { sameZone($0.value.map(\.id), zone: $0.key) }
    }

    static func full(_ subnet: RoutedSubnet, _ demand: NetworkDemand) -> ReleaseFinding {
        let free = subnet.free ?? 0
        return ReleaseFinding(
            .error, "no-addresses", "the subnet '\(subnet.id)' has \(free == 0 ? "no" : "\(free)") free address\(free == 1 ? "" : "es")",
            why: demand.hasBalancer ? "a load balancer needs \(NetworkDemand.balancerAddresses) in each of its subnets" : nil,
            remedy: "name a larger subnet, or end what uses its addresses")
    }

    /// - Parameter other: the VPC that it is in.
    static func missing(_ id: String, _ vpc: String, elsewhere other: String?) -> ReleaseFinding {
        if let other {
            return ReleaseFinding(
                .error, "other-vpc", "the subnet '\(id)' is in the VPC '\(other)', not in '\(vpc)'",
                remedy: "all subnets must be of the VPC that 'infra.vpc' names")
        }
        return ReleaseFinding(
            .error, "no-subnet", "there is no subnet '\(id)'", remedy: "check the id, the region and the account")
    }

    static func oneZone(_ zone: String, _ vpc: String) -> ReleaseFinding {
        ReleaseFinding(
            .error, "one-zone", "the subnets of '\(vpc)' that could be used are all in the zone '\(zone)'",
            why: "a load balancer is in two zones at least",
            remedy: "add a public subnet in another zone, or write 'vpc: own' below 'infra'")
    }

    static func sameZone(_ ids: [String], zone: String) -> ReleaseFinding {
        ReleaseFinding(
            .error, "same-zone",
            "\(quoted(ids)) are \(ids.count == 2 ? "both" : "all") in the zone '\(zone)'",
            why: "a load balancer takes one subnet of a zone", remedy: "name one of them")
    }

    private static func quoted(_ ids: [String]) -> String {
        let words = ids.map { "'\($0)'" }
        return words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
    }
}
