import JSON

/// Environment variables.
enum VariableRules {
    static let all: [ReleaseRule] = [
        .container("variable-twice") { _, container, subject in
            let listed = ["environment", "secrets"].flatMap { key in
                (container.fields[key]?.array ?? []).compactMap { entry in entry["name"]?.string.map { ($0, key) } }
            }
            let names = Dictionary(grouping: listed, by: \.0).mapValues { $0.map(\.1) }.filter { $0.value.count > 1 }
            return names.sorted { $0.key < $1.key }.map { name, lists in
                Set(lists).count == 1
                    ? subject.error("'\(name)' is there twice in '\(lists[0])'")
                    : subject.error("'\(name)' is both in 'environment' and in 'secrets'", remedy: "keep the one in 'secrets'")
            }
        },
        .container("variable-name") { _, container, subject in
            container.environment.keys.sorted().filter { $0.isEmpty || $0.contains("=") }.map {
                subject.error("'\($0)' cannot be the name of a variable")
            }
        },
        .container("secret-in-environment") { _, container, subject in
            container.environment.sorted { $0.key < $1.key }.filter { looksLikeKey($0.value) }.map { name, _ in
                subject.warning(
                    "the value of '\(name)' looks like a key", why: "everyone who may read the task definition can read it",
                    remedy: "move it to 'secrets', with `imgship secret set`")
            }
        },
    ]

    /// Beginnings of keys that their makers mark: those of AWS, OpenAI and Anthropic, GitHub, GitLab, Slack, Stripe.
    private static let prefixes = ["AKIA", "ASIA", "sk-", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "sk_live_"]

    private static func looksLikeKey(_ value: String) -> Bool {
        if value.hasPrefix("-----BEGIN"), value.contains("PRIVATE KEY-----") { return true }
        return value.utf8.count >= 20 && !value.contains(" ") && prefixes.contains(where: value.hasPrefix)
    }
}
