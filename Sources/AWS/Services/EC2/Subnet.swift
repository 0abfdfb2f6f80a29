/// A subnet.
package struct Subnet: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var id: String? { string("subnetId") }
    package var vpc: String? { string("vpcId") }
    package var zone: String? { string("availabilityZone") }
    /// `172.31.0.0/20`
    package var block: String? { string("cidrBlock") }
    package var availableAddresses: Int? { integer("availableIpAddressCount") }
    /// The one of its zone in the default VPC.
    package var isDefault: Bool { bool("defaultForAz") ?? false }
    package var givesPublicAddresses: Bool { bool("mapPublicIpOnLaunch") ?? false }
    package var tags: [String: String] { pairs("tagSet", "key", "value") }
}
