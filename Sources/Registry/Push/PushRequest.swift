import Content
import OCI

/// What is to be pushed, and to where.
package struct PushRequest: Sendable {
    /// A manifest or an index.
    package var root: Descriptor
    /// In the registry, as `team/app`.
    package var repository: String
    /// Set in this order, after everything else; none pushes by digest alone.
    package var tags: [String]
    /// Repositories of the same registry that a blob may be mounted from.
    package var mountSources: [Digest: [String]]
    /// A repository of the same registry that has all of it.
    package var sourceRepository: String?
    /// Where the bytes of a blob come from that has to be sent and is not in the store: layers of base images.
    package var origins: [Digest: any BlobSource]

    package init(
        _ root: Descriptor, to repository: String, tags: [String] = [], mountSources: [Digest: [String]] = [:],
        origins: [Digest: any BlobSource] = [:]
    ) {
        self.root = root
        self.repository = repository
        self.tags = tags
        self.mountSources = mountSources
        self.origins = origins
    }

    /// The repositories that a blob may be mounted from, but for the target itself.
    func mountSources(of digest: Digest) -> [String] {
        ([sourceRepository].compactMap(\.self) + (mountSources[digest] ?? [])).filter { $0 != repository }
    }
}
