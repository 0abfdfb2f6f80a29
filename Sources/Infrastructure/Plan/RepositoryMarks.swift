import OCI

/// Tags that tell the rules of a repository which images run and ran: ECR itself does not know.
package enum RepositoryMarks {
    /// How all begin that stand for what runs; they move.
    static let running = "running-"
    /// How all begin that stand for what was released once; they stay.
    static let deployed = "deployed-"

    /// The tag of what a container of a service runs. None of the three names holds a dot.
    /// - Source: distribution-spec 1.1, tags: `[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}`.
    package static func running(_ cluster: String, _ service: String, _ container: String) -> String {
        let whole = [cluster.split(separator: "/").last.map(String.init) ?? cluster, service, container].joined(separator: ".")
        let name = running + whole
        if name.utf8.count <= 128 { return name }
        return running + Digest(of: whole.utf8).hex
    }

    /// The tag of what was released.
    package static func deployed(_ digest: Digest) -> String { deployed + digest.short }
}
