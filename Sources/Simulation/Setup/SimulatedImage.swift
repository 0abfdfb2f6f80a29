/// An image in the account's registry.
package struct SimulatedImage: Hashable, Sendable {
    /// Without the host: `llm-chat/backend`.
    package var repository: String
    package var tags: [String]
    package var digest: String
    /// `linux/amd64`, `linux/arm64`
    package var platforms: [String]

    package init(_ repository: String, tags: [String], digest: String, platforms: [String] = ["linux/amd64"]) {
        self.repository = repository
        self.tags = tags
        self.digest = digest
        self.platforms = platforms
    }
}
