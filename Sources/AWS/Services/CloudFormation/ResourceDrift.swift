/// How one resource differs from its template.
package struct ResourceDrift: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var logicalID: String? { string("LogicalResourceId") }
    package var physicalID: String? { string("PhysicalResourceId") }
    package var type: String? { string("ResourceType") }
    /// `MODIFIED`, `DELETED`.
    package var status: String? { string("StackResourceDriftStatus") }
    /// What the template says and what is there, as texts of JSON: of the properties that the template has.
    package var expectedProperties: String? { string("ExpectedProperties") }
    package var actualProperties: String? { string("ActualProperties") }
    package var differences: [Difference] { list("PropertyDifferences") }

    /// One property.
    package struct Difference: XMLAnswer {
        package let xml: XMLElement
        package init(_ xml: XMLElement) { self.xml = xml }

        package var path: String? { string("PropertyPath") }
        package var expected: String? { string("ExpectedValue") }
        package var actual: String? { string("ActualValue") }
        /// `ADD`, `REMOVE`, `NOT_EQUAL`.
        package var type: String? { string("DifferenceType") }
    }
}
