/// A security group.
package struct SecurityGroup: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var id: String? { string("groupId") }
    package var name: String? { string("groupName") }
    package var vpc: String? { string("vpcId") }
    /// Who may come in.
    package var inbound: [Rule] { list("ipPermissions") }
    /// What may be reached.
    package var outbound: [Rule] { list("ipPermissionsEgress") }
    package var tags: [String: String] { pairs("tagSet", "key", "value") }

    /// Ports that are open to some addresses or groups.
    package struct Rule: XMLAnswer {
        package let xml: XMLElement
        package init(_ xml: XMLElement) { self.xml = xml }

        /// `tcp`, `udp`, `icmp`, a number, or `-1` for all.
        package var `protocol`: String? { string("ipProtocol") }
        package var fromPort: Int? { integer("fromPort") }
        package var toPort: Int? { integer("toPort") }
        package var blocks: [String] {
            xml.items(of: "ipRanges").compactMap { $0.text(at: "cidrIp") }
                + xml.items(of: "ipv6Ranges").compactMap { $0.text(at: "cidrIpv6") }
        }
        package var groups: [String] { xml.items(of: "groups").compactMap { $0.text(at: "groupId") } }

        /// Whether TCP connections to that port are meant.
        package func covers(tcp port: Int) -> Bool {
            if self.protocol == "-1" { return true }
            guard self.protocol == "tcp" || self.protocol == "6", let from = fromPort, let to = toPort else { return false }
            return from <= port && port <= to
        }
    }
}
