import AWS

/// A subnet with the route table that counts for it.
struct RoutedSubnet {
    let id: String
    let zone: String
    let vpc: String
    let isDefault: Bool
    /// Addresses that nobody has; nil when AWS does not say.
    let free: Int?
    let table: RouteTable?

    /// - Parameter tables: of its VPC.
    init(_ subnet: Subnet, _ tables: [RouteTable]) {
        (id, zone, vpc) = (subnet.id ?? "", subnet.zone ?? "", subnet.vpc ?? "")
        (isDefault, free) = (subnet.isDefault, subnet.availableAddresses)
        // The main table counts for all subnets that are associated with none.
        table = tables.first { $0.subnets.contains(subnet.id ?? "") } ?? tables.first { $0.isMain && $0.vpc == subnet.vpc }
    }

    /// Anyone may reach what has a public address in it.
    var isPublic: Bool { table?.leadsToInternetGateway ?? false }
    /// Tasks in it reach registries and AWS.
    var leadsOut: Bool { isPublic || table?.leadsOutPrivately ?? false }

    /// Where its packets go instead of to the internet.
    var way: String {
        guard let table else { return "there is no route table that counts for it" }
        let name = "its route table '\(table.id ?? "")'\(table.isMain ? ", the main one of its VPC," : "")"
        guard let route = table.routes.first(where: { $0.destination == "0.0.0.0/0" }) else { return name + " has no route for 0.0.0.0/0" }
        let target = route.gateway ?? route.natGateway ?? route.transitGateway ?? route.networkInterface
        let words = target.map { "'\($0)'" } ?? "another place"
        if !route.isActive { return name + " sends 0.0.0.0/0 to \(words), which is no longer there" }
        return name + " sends 0.0.0.0/0 to \(words), through which nobody comes in"
    }
}
