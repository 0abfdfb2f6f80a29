/// A network interface, such as a task's.
package struct NetworkInterface: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var id: String? { string("networkInterfaceId") }
    package var publicAddress: String? { string("association", "publicIp") }
    package var privateAddress: String? { string("privateIpAddress") }
    package var subnet: String? { string("subnetId") }
    package var vpc: String? { string("vpcId") }
    package var securityGroups: [String] { xml.items(of: "groupSet").compactMap { $0.text(at: "groupId") } }
}
