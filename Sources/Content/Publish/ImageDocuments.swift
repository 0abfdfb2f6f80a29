import OCI

/// The config, manifest and index of an image in their final bytes; what they are depends on the images alone.
package struct ImageDocuments: Sendable {
    /// An image for one platform as it was written.
    package struct PlatformImage: Hashable, Sendable {
        package let platform: Platform
        /// With its platform.
        package let manifest: Descriptor
        package let config: Descriptor
        package let layers: [BuiltLayer]
    }

    /// What the image's name stands for: the manifest of the only platform, or an index.
    package private(set) var root: Descriptor
    /// Sorted by platform.
    package let images: [PlatformImage]
    /// Every document; what refers to others comes after them.
    let blobs: [(bytes: [UInt8], descriptor: Descriptor)]

    /// Writes the documents in memory.
    /// - Throws: ``ContentError`` `.unsupported` for no image, an image without layers or a platform given twice; ``OCIError``.
    package init(_ images: [BuiltImage]) throws {
        let sorted = images.sorted { $0.platform < $1.platform }
        guard let first = sorted.first else { throw ContentError(.unsupported, "there is no image to write") }
        for (one, next) in zip(sorted, sorted.dropFirst()) where one.platform == next.platform {
            throw ContentError(.unsupported, "the platform '\(one.platform)' is there twice")
        }
        var blobs: [(bytes: [UInt8], descriptor: Descriptor)] = []
        self.images = try sorted.map { try Self.write($0, &blobs) }
        root = self.images[0].manifest
        root.platform = nil
        if sorted.count > 1 {
            let shared = sorted.dropFirst().reduce(first.annotations) { all, image in all.filter { image.annotations[$0.key] == $0.value } }
            let bytes = try CanonicalJSON.encode(ImageIndex(manifests: self.images.map(\.manifest), annotations: shared))
            root = Descriptor(of: bytes, mediaType: .index)
            blobs.append((bytes, root))
        }
        self.blobs = blobs
    }

    private static func write(_ image: BuiltImage, _ blobs: inout [(bytes: [UInt8], descriptor: Descriptor)]) throws -> PlatformImage {
        guard !image.layers.isEmpty else {
            throw ContentError(
                .unsupported, "an image for '\(image.platform)' without layers cannot be written",
                hint: "copy a file into it, or give it a base")
        }
        let config = ImageConfig(
            platform: image.platform, config: image.config, rootfs: RootFS(diffIDs: image.layers.map(\.diffID)),
            history: image.layers.flatMap(\.history), created: image.created)
        let configBytes = try CanonicalJSON.encode(config)
        let configDescriptor = Descriptor(of: configBytes, mediaType: .config)
        let layers = image.layers.map(\.descriptor.convertedToOCI)
        let bytes = try CanonicalJSON.encode(ImageManifest(config: configDescriptor, layers: layers, annotations: image.annotations))
        var manifest = Descriptor(of: bytes, mediaType: .manifest)
        blobs += [(configBytes, configDescriptor), (bytes, manifest)]
        manifest.platform = image.platform
        return PlatformImage(platform: image.platform, manifest: manifest, config: configDescriptor, layers: image.layers)
    }
}

extension ContentStore {
    /// Writes config, manifest and (for several platforms) index of an image whose layers are in the store, and gives it the name `name`.
    ///
    /// Layers of base images may be absent where ``origins`` knows of them.
    /// Canonical: the same images give the same digests. When all of it is there already, nothing is written.
    /// - Throws: ``ContentError`` `.missingBlob` for another layer that is not there, and as ``ImageDocuments/init(_:)``; ``FileError``.
    @discardableResult
    package func publish(_ name: String, images: [BuiltImage]) throws -> ImageDocuments {
        let documents = try ImageDocuments(images)
        for (bytes, descriptor) in documents.blobs where !keep(descriptor.blob) {
            try write(bytes, expecting: BlobExpectation(digest: descriptor.digest, size: descriptor.size))
        }
        try tag(documents.root, as: name)
        return documents
    }
}
