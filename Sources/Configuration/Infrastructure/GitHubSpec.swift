/// Whose workflows may push and release, without any key of AWS.
package struct GitHubSpec: Sendable, Equatable {
    package enum Provider: String, Sendable, CaseIterable {
        /// The stack makes GitHub's identity provider; an account has one at most.
        case create
        /// The account has it.
        case existing
    }

    /// `OWNER/NAME`
    package var repository: String
    package var branch: String
    package var provider: Provider

    static let keys = Keys("'github'", definition: "github", ["repository", "branch", "provider"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        let repository = fields.require("repository", "name it, OWNER/NAME") {
            reading.word($0, "a repository such as organisation/project", where: Self.isRepository)
        }
        // A pattern here would let other branches in.
        branch =
            fields.read("branch") { node in
                reading.word(node, "the name of one branch") {
                    !$0.isEmpty && !$0.contains { "*?~^:\\ ".contains($0) } || $0.contains("${")
                }
            } ?? "main"
        provider = fields.read("provider") { reading.choice($0, Provider.self) } ?? .create
        guard let repository else { return nil }
        self.repository = repository
    }

    private static func isRepository(_ text: String) -> Bool {
        if text.contains("${") { return true }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { Names.isLetter($0) || Names.isDigit($0) || [0x2d, 0x2e, 0x5f].contains($0) }
            }
    }
}
