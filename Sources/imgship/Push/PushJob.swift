import Content
import OCI
import Registry

/// One image of a push: what is pushed, and to where.
struct PushJob: Sendable {
    /// As the project calls it.
    let name: String
    let target: PushTarget
    let tags: [String]
    /// A manifest or an index of the store.
    let root: Descriptor
    let images: [ResolvedImage]

    /// Registry, repository and digest: what a release runs.
    var reference: String { "\(target.name)@\(root.digest)" }

    /// - Parameter layers: where layers of base images are, for those that have to be mounted or sent and are not in the store.
    /// - Throws: ``ContentError`` for a layer that nothing is known of.
    func request(_ layers: AbsentLayers) throws -> PushRequest {
        PushRequest(
            root, to: target.repository, tags: tags, mountSources: try layers.mountSources(in: target.registry),
            origins: try layers.sources(below: root))
    }

    /// Every layer and config, each once.
    var blobs: Set<Digest> { Set(images.flatMap { $0.layers.map(\.digest) + [$0.manifest.config.digest] }) }

    /// Whether another image of the same registry brings blobs that this one can then mount.
    func canMount(from other: PushJob) -> Bool { target.registry == other.target.registry && !blobs.isDisjoint(with: other.blobs) }
}
