import Content
import OCI

/// Images in registries, as lock and build ask for them; the command layer knows how a registry is reached.
package protocol BaseImages: Sendable {
    /// What a reference stands for now, for each of the platforms. No layer is fetched.
    /// - Throws: an error that says which platforms there are when one of them is missing; what the registry brings.
    func resolve(_ reference: ImageReference, for platforms: [Platform]) async throws -> ResolvedBase

    /// Puts the manifest and the config of an image into the store, verified; its layers stay where they are.
    /// - Parameter manifest: as it was locked; another size or media type is an error.
    func fetchDocuments(below manifest: Descriptor, of reference: ImageReference, into store: ContentStore) async throws
}

/// What a reference stands for.
package struct ResolvedBase: Sendable {
    /// Of the index, or of the only manifest.
    package let root: Digest
    package let images: [Platform: ResolvedImage]

    package init(root: Digest, images: [Platform: ResolvedImage]) {
        self.root = root
        self.images = images
    }
}

extension ResolvedImage {
    /// Refuses layers that an image cannot stand on.
    /// - Throws: ``BuildError`` `.unsupportedBase`.
    func checkLayers(of base: ImageRequest) throws(BuildError) {
        for layer in layers {
            if layer.mediaType.isNondistributable {
                throw BuildError(
                    .unsupportedBase, "the base '\(base.text)' has a layer that must not be distributed",
                    reason: "\(layer.digest) is of the type '\(layer.mediaType)'",
                    hint: "use a base all of whose layers are in its registry", at: base.location)
            }
            if !layer.mediaType.isLayer {
                throw BuildError(
                    .unsupportedBase, "the base '\(base.text)' has a layer of an unknown kind",
                    reason: "\(layer.digest) is of the type '\(layer.mediaType)'", at: base.location)
            }
        }
    }
}
