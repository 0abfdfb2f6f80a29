/// One place credentials can come from.
protocol CredentialSource: Sendable {
    /// In the words of a list of what was tried: "environment".
    var name: String { get }
    /// Whether a later look brings others, once those that were found have ended.
    var renews: Bool { get }
    /// - Throws: when the source was set up by the user, and does not work: then no other is tried.
    func find() async throws -> Finding
}

extension CredentialSource {
    var renews: Bool { true }
}

/// What a look into a source brought.
enum Finding: Sendable {
    case credentials(Credentials)
    /// The source is not in use, and why we think so.
    case nothing(String)
}
