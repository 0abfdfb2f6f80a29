/// A route table.
package struct RouteTable: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var id: String? { string("routeTableId") }
    package var vpc: String? { string("vpcId") }
    package var subnets: [String] { xml.items(of: "associationSet").compactMap { $0.text(at: "subnetId") } }
    /// It counts for all subnets of the VPC that have none of their own.
    package var isMain: Bool { xml.items(of: "associationSet").contains { $0.text(at: "main") == "true" } }
    package var routes: [Route] { list("routeSet") }

    /// Where packets to some addresses go.
    package struct Route: XMLAnswer {
        package let xml: XMLElement
        package init(_ xml: XMLElement) { self.xml = xml }

        package var destination: String? {
            string("destinationCidrBlock") ?? string("destinationIpv6CidrBlock") ?? string("destinationPrefixListId")
        }
        /// `igw-...`, `local`, `vpce-...`; nil for the targets below.
        package var gateway: String? { string("gatewayId") }
        package var natGateway: String? { string("natGatewayId") }
        package var networkInterface: String? { string("networkInterfaceId") }
        package var transitGateway: String? { string("transitGatewayId") }
        /// Its target is there.
        package var isActive: Bool { string("state") != "blackhole" }
    }

    /// The way to the internet itself, for tasks with public addresses.
    package var leadsToInternetGateway: Bool {
        routes.contains { $0.isActive && $0.destination == "0.0.0.0/0" && $0.gateway?.hasPrefix("igw-") == true }
    }

    /// Some way out, for tasks without.
    package var leadsOutPrivately: Bool {
        routes.contains {
            $0.isActive && $0.destination == "0.0.0.0/0" && ($0.natGateway != nil || $0.transitGateway != nil || $0.networkInterface != nil)
        }
    }
}
