/// A rule of a listener.
package struct ListenerRule: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var arn: String? { string("RuleArn") }
    /// A number, or `default`.
    package var priority: String? { string("Priority") }
    package var isDefault: Bool { bool("IsDefault") ?? false }
    package var actions: [ListenerAction] { list("Actions") }
}
