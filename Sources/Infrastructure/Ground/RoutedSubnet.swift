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

    /// Where packets go instead of to the internet.
    /// - Parameter count: of the subnets that this one speaks for.
    func way(of count: Int) -> String {
        let whose = count == 1 ? "its" : "their"
        guard let table else { return "no route table counts for \(count == 1 ? "it" : "them")" }
        let name = "\(whose) route table '\(table.id ?? "")'\(table.isMain ? ", the main one of the VPC," : "")"
        guard let route = table.routes.first(where: { $0.destination == "0.0.0.0/0" }) else { return name + " has no route for 0.0.0.0/0" }
        let target = route.gateway ?? route.natGateway ?? route.transitGateway ?? route.networkInterface
        let words = target.map { "'\($0)'" } ?? "another place"
        if !route.isActive { return name + " sends 0.0.0.0/0 to \(words), which is no longer there" }
        return name + " sends 0.0.0.0/0 to \(words), through which nobody comes in"
    }
}
