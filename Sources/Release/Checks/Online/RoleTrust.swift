import JSON

/// The trust policy of a role: who may take it.
package struct RoleTrust: Sendable {
    /// Whom the roles of tasks must trust.
    package static let tasks = "ecs-tasks.amazonaws.com"
    /// Whom the roles must trust with which ECS moves traffic and asks functions.
    package static let ecs = "ecs.amazonaws.com"

    private let statements: [JSONValue]

    /// - Parameter policy: `AssumeRolePolicyDocument`, decoded. Anything that may be a list may be a single value.
    package init(_ policy: JSONValue) {
        statements = Self.list(policy["Statement"])
    }

    /// Whether a service may take the role, conditions aside: they often name the account, which we cannot judge.
    package func allows(_ service: String) -> Bool {
        let concerned = statements.filter { Self.concerns($0, service) }
        return concerned.contains { $0["Effect"]?.string == "Allow" }
            && !concerned.contains { $0["Effect"]?.string == "Deny" && $0["Condition"] == nil }
    }

    private static func concerns(_ statement: JSONValue, _ service: String) -> Bool {
        let actions = list(statement["Action"]).compactMap { $0.string?.lowercased() }
        guard actions.contains(where: { ["sts:assumerole", "sts:*", "*"].contains($0) }) else { return false }
        guard let principal = statement["Principal"] else { return false }
        if principal.string == "*" { return true }
        return list(principal["Service"]).contains { $0.string == service || $0.string == "*" }
    }

    private static func list(_ value: JSONValue?) -> [JSONValue] { value?.array ?? value.map { [$0] } ?? [] }
}
