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
    /// `Delete`, `Retain`, `ReplaceAndDelete`, `ReplaceAndRetain`, ...: what becomes of what is there.
    package var policyAction: String? { string("PolicyAction") }
    package var details: [Detail] { list("Details") }
    /// Names of the properties that change.
    package var properties: [String] { details.compactMap(\.name) }

    /// One thing of a resource that changes.
    package struct Detail: XMLAnswer {
        package let xml: XMLElement
        package init(_ xml: XMLElement) { self.xml = xml }

        /// `Properties`, `Tags`, `DeletionPolicy`, ...
        package var attribute: String? { string("Target", "Attribute") }
        /// Of a property.
        package var name: String? { string("Target", "Name") }
        /// `Never`, `Conditionally`, `Always`: whether the resource is made anew for it.
        package var recreation: String? { string("Target", "RequiresRecreation") }
        package var before: String? { string("Target", "BeforeValue") }
        package var after: String? { string("Target", "AfterValue") }
        /// `Static`, or `Dynamic` where the value is known only once it is done.
        package var evaluation: String? { string("Evaluation") }
    }
}
