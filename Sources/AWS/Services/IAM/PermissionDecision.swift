/// Whether one action is allowed on one resource.
package struct PermissionDecision: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var action: String? { string("EvalActionName") }
    package var resource: String? { string("EvalResourceName") }
    /// `allowed`, `explicitDeny`, `implicitDeny`.
    package var decision: String? { string("EvalDecision") }
    package var isAllowed: Bool { decision == "allowed" }
    /// Conditions that could not be looked at without these.
    package var missingContext: [String] { strings("MissingContextValues") }
}
