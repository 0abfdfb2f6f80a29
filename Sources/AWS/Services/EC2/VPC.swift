/// A virtual private cloud.
package struct VPC: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var id: String? { string("vpcId") }
    /// `172.31.0.0/16`
    package var block: String? { string("cidrBlock") }
    package var isDefault: Bool { bool("isDefault") ?? false }
    package var tags: [String: String] { pairs("tagSet", "key", "value") }
}
