import OCI

extension ContentStore {
    /// The images for single platforms below a manifest or an index, in their order.
    /// - Throws: ``ContentError``; ``FileError``.
    package func images(below root: Descriptor) throws -> [ResolvedImage] {
        switch try layout.manifest(root) {
        case .index(let index): try index.manifests.flatMap { try images(below: $0) }
        case .image(let manifest):
            [try ResolvedImage(descriptor: root, manifest: manifest, config: try layout.config(manifest.config))]
        }
    }
}
