import OCI

/// Somewhere images come from: a layout, an archive, a registry.
package protocol ImageSource: Sendable {
    /// What to call the image in messages, as the user named it.
    var name: String { get }

    /// The image for a platform: the manifest that fits best, verified.
    /// - Throws: an error that says which platforms there are when none fits.
    func image(for platform: Platform) async throws -> ResolvedImage

    /// Puts a blob of the image into the store, verified; does nothing when it is there.
    func copy(_ blob: Descriptor, into store: ContentStore) async throws
}

/// An image for one platform: its manifest and its config, read and verified, and found to agree.
package struct ResolvedImage: Hashable, Sendable {
    /// Of the manifest.
    package let descriptor: Descriptor
    package let manifest: ImageManifest
    package let config: ImageConfig

    /// Base first.
    package var layers: [Descriptor] { manifest.layers }

    /// - Throws: ``ContentError`` `.unreadableDocument` when manifest and config do not have the same number of layers.
    package init(descriptor: Descriptor, manifest: ImageManifest, config: ImageConfig) throws(ContentError) {
        guard manifest.layers.count == config.rootfs.diffIDs.count else {
            throw ContentError(
                .unreadableDocument, "the image \(descriptor.digest)",
                reason: "its manifest has \(manifest.layers.count) layers, its config \(config.rootfs.diffIDs.count)")
        }
        self.descriptor = descriptor
        self.manifest = manifest
        self.config = config
    }

    /// The layers with their part of the history, for an image that is built upon this one.
    ///
    /// Docker's types of layers become OCI's: what is built is an OCI image. A history that does not fit the layers (there are images with none) is left out; each layer then says what it comes from.
    package var builtLayers: [BuiltLayer] {
        let histories = layerHistories ?? layers.map { _ in [History(comment: "layer of \(descriptor.digest)")] }
        return zip(zip(layers, config.rootfs.diffIDs), histories).map { BuiltLayer($0.0.convertedToOCI, diffID: $0.1, history: $1) }
    }

    /// The history cut after each entry with a layer; what follows the last one goes with it.
    private var layerHistories: [[History]]? {
        var parts: [[History]] = []
        var pending: [History] = []
        for entry in config.history {
            pending.append(entry)
            if entry.isEmptyLayer { continue }
            parts.append(pending)
            pending = []
        }
        guard parts.count == layers.count, let last = parts.indices.last else { return nil }
        parts[last] += pending
        return parts
    }
}
