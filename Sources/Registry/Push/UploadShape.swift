import HTTP

/// In which requests a blob is uploaded; every shape begins with a `POST` that opens a session.
/// - Source: distribution-spec v1.1 "Pushing blobs".
package enum UploadShape: Hashable, Sendable {
    /// One `PATCH` with everything, then an empty `PUT`.
    case stream
    /// One `PUT` with everything.
    case whole
    /// A `PATCH` for every so many bytes (more where the registry asks for it), then an empty `PUT`. One chunk is held in memory.
    case chunks(Int)

    /// In bytes. Small enough for what stands in front of registries (Cloudflare takes 100 MB), and for several at once in memory.
    package static let usualChunk = 8 << 20
    /// ECR refuses smaller chunks, but for the last.
    static let smallestChunk = 5 << 20
    /// What nginx takes unless it is told otherwise; tried last.
    private static let lastResort = 1 << 20

    /// The shape to try when a request of this one was refused for what it is, not for what it carries; nil when there is none.
    func fallback(after status: Int) -> UploadShape? {
        switch (self, status) {
        case (.stream, 413), (.whole, 413): .chunks(Self.usualChunk)
        case (.chunks(let size), 413): size > Self.lastResort ? .chunks(Self.lastResort) : nil
        case (.stream, 404), (.stream, 405), (.chunks, 404), (.chunks, 405): .whole
        default: nil
        }
    }
}

extension RegistryClient {
    /// The shape that blobs are uploaded in now.
    var uploadShape: UploadShape {
        if let learned = habits.shape { return learned }
        // All registries that we know of take a stream, ECR too; chunks have to be as large as ECR wants them.
        if case .chunks(let size) = policy.upload { return .chunks(max(size, UploadShape.smallestChunk)) }
        return policy.upload ?? .stream
    }

    /// Whether asking an upload how much of it arrived makes sense.
    ///
    /// ECR does not answer that; in its other answers the range stands still at the first chunk.
    /// - Source: Amazon ECR User Guide, "Private registries" and "Requests over IPv6", for the names of its hosts.
    var tellsUploads: Bool {
        let labels = base.host.split(separator: ".")
        let isPrivate = labels.contains { $0.hasPrefix("dkr") } && (base.host.contains(".amazonaws.com") || base.host.hasSuffix(".on.aws"))
        return !isPrivate && base.host != "public.ecr.aws"
    }
}
