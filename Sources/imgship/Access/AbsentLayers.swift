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
    func sources(below root: Descriptor) throws -> [Digest: any BlobSource] {
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

    /// The store, with the absent layers of an image as if they were in it.
    func content(below root: Descriptor) throws -> any BlobSource {
        let sources = try sources(below: root)
        return sources.isEmpty ? store : CompletedStore(store: store, sources: sources)
    }

    private func source(of layer: AbsentLayer) -> LayerSource {
        LayerSource(first: layer.origins[0], others: Array(layer.origins.dropFirst()), access: access, reporter: reporter)
    }
}

/// A store together with what it has not.
private struct CompletedStore: BlobSource {
    let store: ContentStore
    let sources: [Digest: any BlobSource]

    var name: String { store.name }

    func document(_ descriptor: Descriptor) async throws -> [UInt8] { try store.document(descriptor) }

    func stream(_ blob: Descriptor) async throws -> any BlobStream {
        // What was absent may have come meanwhile.
        guard try !store.holds(blob), let source = sources[blob.digest] else { return try store.stream(blob) }
        return try await source.stream(blob)
    }
}

/// Images that have the same layer: the others are asked when the first does not give it.
private struct LayerSource: BlobSource {
    let first: ImageReference
    let others: [ImageReference]
    let access: BaseAccess
    let reporter: any Reporter

    var name: String { first.description }

    func document(_ descriptor: Descriptor) async throws -> [UInt8] { try await asking { try await $0.document(descriptor) } }

    func stream(_ blob: Descriptor) async throws -> any BlobStream { try await asking { try await $0.stream(blob) } }

    func copy(_ blob: Descriptor, into store: ContentStore) async throws { try await asking { try await $0.copy(blob, into: store) } }

    /// Does something with the first image that lets it; the first one's error counts.
    private func asking<Success: Sendable>(_ work: (RegistrySource) async throws -> Success) async throws -> Success {
        do { return try await asking(first, work) } catch  where error is RegistryError || error is ContentError {
            for other in others {
                do { return try await asking(other, work) } catch { try Task.checkCancellation() }
            }
            throw error
        }
    }

    private func asking<Success: Sendable>(
        _ image: ImageReference, _ work: (RegistrySource) async throws -> Success
    ) async throws -> Success {
        try await access.using(image.domain) { try await work(RegistrySource(image, client: $0, reporter: reporter)) }
    }
}
