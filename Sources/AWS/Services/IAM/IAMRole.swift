import JSON

/// A role.
package struct IAMRole: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var arn: String? { string("Arn") }
    package var name: String? { string("RoleName") }
    package var path: String? { string("Path") }

    /// Who may take it: IAM sends the policy percent-encoded. Nil when it is not JSON.
    package var trust: JSONValue? {
        guard let text = string("AssumeRolePolicyDocument") else { return nil }
        return try? JSONValue(parsing: PercentEncoding.decode(text), name: "the trust policy")
    }

    /// Whether a service of AWS (`ecs-tasks.amazonaws.com`) may take it. Conditions are not looked at.
    package func trusts(service: String) -> Bool {
        Self.each(trust?["Statement"]).contains { statement in
            statement["Effect"]?.string == "Allow"
                && Self.each(statement["Action"]).contains { ["sts:AssumeRole", "sts:*", "*"].contains($0.string ?? "") }
                && Self.principals(statement["Principal"]).contains { $0.string == service || $0.string == "*" }
        }
    }

    private static func principals(_ value: JSONValue?) -> [JSONValue] {
        value?.string == "*" ? ["*"] : each(value?["Service"]) + each(value?["AWS"]).filter { $0.string == "*" }
    }

    /// Policies write one thing as itself, and several as a list.
    private static func each(_ value: JSONValue?) -> [JSONValue] { value?.array ?? (value.map { [$0] } ?? []) }
}
