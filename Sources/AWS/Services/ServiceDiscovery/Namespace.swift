import JSON

/// A namespace of Cloud Map.
package struct Namespace: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    /// `ns-...`
    package var id: String? { string("Id") }
    package var arn: String? { string("Arn") }
    package var name: String? { string("Name") }
    /// `HTTP`, `DNS_PUBLIC`, `DNS_PRIVATE`.
    package var type: String? { string("Type") }
}
