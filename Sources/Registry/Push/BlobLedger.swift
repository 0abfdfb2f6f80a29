import OCI

/// What this run knows about blobs of one registry: the same blob goes to a repository once, and can then be mounted from there.
actor BlobLedger {
    private struct Key: Hashable {
        let repository: String
        let digest: Digest
    }

    private var uploads: [Key: Task<BlobOutcome, any Error>] = [:]
    private var repositories: [Digest: [String]] = [:]
    /// Blobs that came before their image was known, and that no push has counted yet.
    private var early: [Key: BlobOutcome] = [:]

    /// Runs `upload` unless the blob is in the repository, or on its way there, by an earlier call; then it counts as present.
    func put(_ digest: Digest, into repository: String, _ upload: @escaping @Sendable () async throws -> BlobOutcome) async throws
        -> BlobOutcome
    {
        let key = Key(repository: repository, digest: digest)
        if let outcome = early.removeValue(forKey: key) {
            uploads[key] = Task { .present }
            return outcome
        }
        if let running = uploads[key], (try? await running.value) != nil { return .present }
        try Task.checkCancellation()
        let task = Task { try await upload() }
        uploads[key] = task
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// A blob came into the repository before its image; the first push that has it counts it as what it was then.
    func arrived(_ digest: Digest, in repository: String, as outcome: BlobOutcome) {
        let key = Key(repository: repository, digest: digest)
        // The same bytes may have been made twice: what went over the wire stays counted.
        if early[key] != .sent { early[key] = outcome }
    }

    /// A manifest that refers to these blobs is in the repository: from now on the registry grants to mount them from there.
    func referenced(_ digests: [Digest], in repository: String) {
        for digest in digests where repositories[digest]?.contains(repository) != true {
            repositories[digest, default: []].append(repository)
        }
    }

    /// The repositories to mount a blob from, but for `target` itself.
    func sources(of digest: Digest, for target: String) -> [String] { (repositories[digest] ?? []).filter { $0 != target } }
}
