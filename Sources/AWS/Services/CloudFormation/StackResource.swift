/// A resource of a stack.
package struct StackResource: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var logicalID: String? { string("LogicalResourceId") }
    /// A name or an ARN, as the type has it.
    package var physicalID: String? { string("PhysicalResourceId") }
    package var type: String? { string("ResourceType") }
    package var status: String? { string("ResourceStatus") }
    package var statusReason: String? { string("ResourceStatusReason") }
}
