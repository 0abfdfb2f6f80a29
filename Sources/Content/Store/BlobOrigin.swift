import OCI

/// An image in a registry that images of this store stand on: where those of its layers can be had that are not here.
package struct BlobOrigin: Codable, Hashable, Sendable {
    /// Registry, repository and the digest of the manifest.
    package let reference: ImageReference
    /// Its manifest and its config, which are in the store.
    package let documents: [Descriptor]
    package let layers: [Descriptor]

    /// - Parameter reference: with or without tag and digest; the image's own digest is taken.
    package init(_ image: ResolvedImage, at reference: ImageReference) {
        // What else descriptors carry is not needed to find a blob.
        let bare = { (descriptor: Descriptor) in
            Descriptor(mediaType: descriptor.mediaType, digest: descriptor.digest, size: descriptor.size)
        }
        self.reference = reference.withoutTag.pinned(to: image.descriptor.digest)
        documents = [image.descriptor, image.manifest.config].map(bare)
        layers = image.layers.map(bare)
    }
}
