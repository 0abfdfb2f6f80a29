/// What a refusal says about the permission that is missing.
///
///     User: arn:aws:sts::1:assumed-role/ci/x is not authorized to perform: ecs:UpdateService on resource:
///     arn:aws:ecs:eu-central-1:1:service/main/backend because no identity-based policy allows the ecs:UpdateService action
package struct Denial: Hashable, Sendable {
    /// `ecs:UpdateService`, or another that the call needs as well: `iam:PassRole`.
    package let action: String
    /// `*` where AWS names none, or has none for the action.
    package let resource: String
    /// ARN of who asked.
    package let principal: String?
    /// The kind of policy that forbids it in so many words; nil when it is merely not allowed.
    package let forbidding: String?

    /// - Parameter action: of the call, where the message names none.
    package init(_ message: String, action: String) {
        func word(after mark: String) -> String? {
            guard let range = message.firstRange(of: mark) else { return nil }
            let word = message[range.upperBound...].drop { $0 == " " }.prefix { !$0.isWhitespace && $0 != "\"" }
            let trimmed = word.hasSuffix(".") || word.hasSuffix(",") ? word.dropLast() : word
            return trimmed.isEmpty ? nil : String(trimmed)
        }
        let named = word(after: "to perform:")
        self.action = named.flatMap { $0.contains(":") ? $0 : nil } ?? action
        resource = word(after: "on resource:").flatMap { $0.hasPrefix("arn:") ? $0 : nil } ?? "*"
        principal = word(after: "User:")
        let explicit = message.firstRange(of: "with an explicit deny in ").map { message[$0.upperBound...] }
        forbidding = explicit.map { Self.kind($0) }
    }

    /// What to do about it.
    package var hint: String {
        if let forbidding {
            return "\(forbidding) forbids '\(action)': whoever looks after it must change it; allowing the action elsewhere does not help"
        }
        let statement = IAMPolicy.Statement([action], on: [resource])
        return "add this to a policy of \(principal.map { "'\($0)'" } ?? "the caller"): \(statement)"
    }

    /// "a service control policy", "a permissions boundary", ...: the words up to "policy" or "boundary".
    private static func kind(_ rest: Substring) -> String {
        let words = rest.split(separator: " ").prefix(6).map { $0.filter { $0.isLetter || $0 == "-" } }
        guard let end = words.firstIndex(where: { $0 == "policy" || $0 == "boundary" }) else { return "a policy" }
        return words[...end].joined(separator: " ")
    }
}
