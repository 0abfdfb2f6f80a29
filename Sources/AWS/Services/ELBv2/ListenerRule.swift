/// A rule of a listener.
package struct ListenerRule: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var arn: String? { string("RuleArn") }
    /// A number, or `default`.
    package var priority: String? { string("Priority") }
    package var isDefault: Bool { bool("IsDefault") ?? false }
    package var actions: [ListenerAction] { list("Actions") }
    /// Hosts and paths that a request has to be for one of, with wildcards; empty for any.
    package var hosts: [String] { values("host-header", "HostHeaderConfig") }
    package var paths: [String] { values("path-pattern", "PathPatternConfig") }

    private func values(_ field: String, _ config: String) -> [String] {
        let conditions = xml.items(of: "Conditions").filter { $0.text(at: "Field") == field }
        return conditions.flatMap { condition in
            let own = condition.child(config)?.items(of: "Values") ?? []
            // The older form, which has one value.
            return (own.isEmpty ? condition.items(of: "Values") : own).map(\.text)
        }
    }
}
