/// A public address that an account keeps.
package struct ElasticAddress: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    /// `eipalloc-...`
    package var id: String? { string("allocationId") }
    package var address: String? { string("publicIp") }
    /// Of what uses it; nil for one that lies idle.
    package var association: String? { string("associationId") }
}
