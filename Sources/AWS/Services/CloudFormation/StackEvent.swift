/// Something that happened to a stack, or to a resource of it.
package struct StackEvent: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var id: String? { string("EventId") }
    package var stackID: String? { string("StackId") }
    package var logicalID: String? { string("LogicalResourceId") }
    package var physicalID: String? { string("PhysicalResourceId") }
    /// `AWS::ECS::Cluster`
    package var type: String? { string("ResourceType") }
    /// `CREATE_FAILED`, ...
    package var status: String? { string("ResourceStatus") }
    package var statusReason: String? { string("ResourceStatusReason") }
    /// Which operation it belongs to.
    package var requestToken: String? { string("ClientRequestToken") }
    /// Seconds since 1970.
    package var time: Double? { time("Timestamp") }
    /// It is about the stack as a whole.
    package var isOfStack: Bool { type == "AWS::CloudFormation::Stack" && physicalID == stackID }
}
