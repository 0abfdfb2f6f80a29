import Content
import Diagnostics
import OCI
import Registry

/// Layers that images of the store have and the store has not: base images leave theirs in their registries until somebody needs the bytes.
struct AbsentLayers {
    let store: ContentStore
    let access: BaseAccess
    let reporter: any Reporter

    /// Brings every absent layer below a manifest or an index into the store, verified, several at once.
    /// - Throws: ``RegistryError``, which names the layer and the registry; ``ContentError`` for a layer that nothing is known of.
    func fetch(below root: Descriptor) async throws {
        let layers = try store.absentLayers(below: root)
        if layers.isEmpty { return }
        let clock = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for layer in layers {
                let source = source(of: layer)
                group.addTask { [store] in try await source.copy(layer.descriptor, into: store) }
            }
            try await group.waitForAll()
        }
        let size = ByteCount(layers.reduce(0) { $0 + $1.descriptor.size })
        let what = layers.count == 1 ? "1 layer" : "\(layers.count) layers"
        reporter.step("pulled \(what) of base images  \(size)  \(ElapsedTime(ContinuousClock.now - clock))")
    }

    /// Where the absent layers below a manifest or an index come from, for a push that has to send them.
    func sources(below root: Descriptor) throws -> [Digest: any ImageSource] {
        try Dictionary(store.absentLayers(below: root).map { ($0.descriptor.digest, source(of: $0)) }) { first, _ in first }
    }

    /// Repositories of one registry that have layers of base images, absent or not: what a push to that registry may mount them from.
    func mountSources(in registry: String) throws -> [Digest: [String]] {
        var sources: [Digest: [String]] = [:]
        for origin in try store.origins.all() where origin.reference.domain == registry {
            let repository = origin.reference.path
            for layer in origin.layers where sources[layer.digest]?.contains(repository) != true {
                sources[layer.digest, default: []].append(repository)
            }
        }
        return sources
    }

    private func source(of layer: AbsentLayer) -> any ImageSource {
        LayerSource(first: layer.origins[0], others: Array(layer.origins.dropFirst()), access: access, reporter: reporter)
    }
}

/// Images that have the same layer: the others are asked when the first does not give it.
private struct LayerSource: ImageSource {
    let first: ImageReference
    let others: [ImageReference]
    let access: BaseAccess
    let reporter: any Reporter

    var name: String { first.description }

    func image(for platform: Platform) async throws -> ResolvedImage {
        try await access.using(first.domain) { try await RegistrySource(first, client: $0).image(for: platform) }
    }

    func copy(_ blob: Descriptor, into store: ContentStore) async throws {
        do { try await copy(blob, of: first, into: store) } catch  where error is RegistryError || error is ContentError {
            for other in others where (try? await copy(blob, of: other, into: store)) != nil { return }
            throw error
        }
    }

    private func copy(_ blob: Descriptor, of image: ImageReference, into store: ContentStore) async throws {
        try await access.using(image.domain) {
            try await RegistrySource(image, client: $0, reporter: reporter).copy(blob, into: store)
        }
    }
}
