import Diagnostics

/// A role of a service: one that exists, or the stack's own with further policies.
package struct RoleSpec: Sendable, Equatable {
    /// Name or ARN; nil for the stack's own.
    package var name: String?
    package var policies: [PolicySource] = []

    static let keys = Keys("a role", definition: "role", ["policies"])

    init?(_ node: Node, _ reading: Reading) {
        guard case .map = node.content else {
            name = reading.word(node, "a role's name or ARN, or a map with 'policies'")
            if name == nil { return nil }
            return
        }
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        policies =
            fields.require("policies", "list files with policies, or ARNs of managed ones") { node in
                reading.list(node, "a list of policies") { PolicySource($0, reading) }
            } ?? []
        reading.unique(fields["policies"], "policy")
    }
}

/// A policy that the user wrote or chose.
package struct PolicySource: Sendable, Equatable {
    package enum Kind: Sendable, Hashable {
        /// A JSON document of IAM, relative to the file.
        case file(String)
        /// ARN of a managed policy.
        case managed(String)
    }

    package let kind: Kind
    package let origin: Origin

    init?(_ node: Node, _ reading: Reading) {
        guard let text = reading.word(node, "a file with a policy, or the ARN of a managed one") else { return nil }
        if text.hasPrefix("arn:") {
            let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
            guard parts.count == 6, parts[2] == "iam", parts[5].hasPrefix("policy/"), parts[5].count > 7 else {
                reading.report(node, "'\(text.shortened)' is not the ARN of a managed policy, arn:aws:iam::aws:policy/NAME")
                return nil
            }
            kind = .managed(text)
        } else {
            guard let path = reading.projectPath(text, at: node) else { return nil }
            kind = .file(path)
        }
        origin = reading.origin(node)
    }
}
