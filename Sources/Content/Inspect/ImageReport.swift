import OCI

/// What there is to know of an image without reading its layers.
package struct ImageReport: Hashable, Sendable {
    /// A manifest of an index.
    package struct Part: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            case image
            /// Says how the manifest with this digest was made; nil when it does not say which.
            case attestation(of: Digest?)
            /// Something else, of this type.
            case artifact(MediaType)
        }

        package let descriptor: Descriptor
        package let kind: Kind
    }

    /// Of the manifest or index that the reference stands for.
    package let root: Descriptor
    /// The index's own; empty for a manifest.
    package let annotations: [String: String]
    /// The manifests of the index, in its order; empty for a manifest.
    package let parts: [Part]
    /// What is told in full: one platform, or none.
    package let image: ImageDetails?

    package init(_ root: Descriptor, _ manifest: Manifest, image: ImageDetails?) {
        self.root = root
        self.image = image
        guard case .index(let index) = manifest else {
            (annotations, parts) = ([:], [])
            return
        }
        annotations = index.annotations
        parts = index.manifests.map { Part(descriptor: $0, kind: Self.kind(of: $0)) }
    }

    private static func kind(of descriptor: Descriptor) -> Part.Kind {
        if descriptor.isAttestation {
            return .attestation(of: descriptor.annotations["vnd.docker.reference.digest"].flatMap { try? Digest($0) })
        }
        return descriptor.artifactType.map { .artifact($0) } ?? .image
    }
}

/// One manifest with its config.
package struct ImageDetails: Hashable, Sendable {
    package struct Layer: Hashable, Sendable {
        package let descriptor: Descriptor
        /// Nil when the config does not say it.
        package let diffID: Digest?
        /// In bytes, uncompressed; nil when that is not known without reading the layer.
        package let unpackedSize: Int64?
        /// What made it, as the history says it.
        package let origin: String?
    }

    package let descriptor: Descriptor
    package let manifest: ImageManifest
    /// Nil for what is no image to run.
    package let config: ImageConfig?
    /// Base first.
    package let layers: [Layer]

    package init(_ descriptor: Descriptor, _ manifest: ImageManifest, config: ImageConfig?) {
        self.descriptor = descriptor
        self.manifest = manifest
        self.config = config
        let histories = (config?.history ?? []).filter { !$0.isEmptyLayer }
        let diffIDs = config?.rootfs.diffIDs ?? []
        // A history or a list that does not fit says nothing of any layer.
        let fits = histories.count == manifest.layers.count
        layers = manifest.layers.enumerated().map { number, layer in
            Layer(
                descriptor: layer, diffID: diffIDs.count == manifest.layers.count ? diffIDs[number] : nil,
                unpackedSize: Self.unpackedSize(of: layer), origin: fits ? histories[number].origin : nil)
        }
    }

    /// What the image is for: its own word before that of the index.
    package var platform: Platform? { config?.platform ?? descriptor.platform }

    /// Of all layers as they are stored, in bytes.
    package var size: Int64 {
        // Anyone can write a manifest: sizes that are too much for a number are the greatest one.
        manifest.layers.reduce(0) { $0.addingClamped($1.size) }
    }

    /// - Source: estargz, docs/estargz.md "Image Annotations".
    private static func unpackedSize(of layer: Descriptor) -> Int64? {
        if layer.mediaType.layerCompression == LayerCompression.none { return layer.size }
        return layer.annotations["io.containers.estargz.uncompressed-size"].flatMap { Int64($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }
}

extension History {
    /// What made a layer: a comment that says it as imgship does, or the command.
    package var origin: String? {
        let isOurs = createdBy == "imgship build"
        return (isOurs ? comment : nil) ?? createdBy ?? comment
    }
}

extension ImageReader {
    /// Which manifest of an index is told in full.
    package enum Choice: Hashable, Sendable {
        /// That for this platform, which must be there.
        case platform(Platform)
        /// The only image, or the one for this platform if there is one.
        case only(or: Platform)
    }

    /// - Throws: ``ContentError`` `.missingPlatform`; as ``manifest(_:)``.
    package func report(on root: Descriptor, _ choice: Choice) async throws -> ImageReport {
        let manifest = try await manifest(root)
        guard let chosen = try await chosen(choice, below: root) else { return ImageReport(root, manifest, image: nil) }
        guard case .image(let image) = try await self.manifest(chosen) else { return ImageReport(root, manifest, image: nil) }
        return ImageReport(root, manifest, image: ImageDetails(chosen, image, config: try await config(image.config)))
    }

    private func chosen(_ choice: Choice, below root: Descriptor) async throws -> Descriptor? {
        switch choice {
        case .platform(let platform): return try await find(platform, below: root)
        case .only(let platform):
            let images = try await manifests(below: root).filter { !$0.isAttestation }
            return images.count == 1 ? images.first : try? ImageIndex(manifests: images).manifest(for: platform)
        }
    }
}
