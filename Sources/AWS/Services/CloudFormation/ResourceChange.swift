/// What happens to one resource.
package struct ResourceChange: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    /// `Add`, `Modify`, `Remove`, `Import`, `Dynamic`.
    package var action: String? { string("Action") }
    package var logicalID: String? { string("LogicalResourceId") }
    package var physicalID: String? { string("PhysicalResourceId") }
    package var type: String? { string("ResourceType") }
    /// `True`, `False`, `Conditional`; of a modification alone.
    package var replacement: String? { string("Replacement") }
    /// `Properties`, `Tags`, ...
    package var scope: [String] { strings("Scope") }
    /// Names of the properties that change.
    package var properties: [String] { xml.items(of: "Details").compactMap { $0.text(at: "Target", "Name") } }
}
