import Build
import Content
import OCI

/// What `imgship build --json` prints.
struct ImagesDocument: OutputDocument {
    struct Image: Encodable {
        let name: String
        let digest: String
        let platforms: [PlatformImage]

        enum CodingKeys: CodingKey { case name, digest, reference, platforms }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(digest, forKey: .digest)
            // The key is always there; before a push there is nothing it could hold.
            try container.encodeNil(forKey: .reference)
            try container.encode(platforms, forKey: .platforms)
        }
    }

    struct PlatformImage: Encodable {
        let platform: String
        let digest: String
        /// Bytes of all layers as they are stored.
        let size: Int64
        let layers: [Layer]
    }

    struct Layer: Encodable {
        let digest: String
        let diffID: String
        let size: Int64
        let mediaType: String
        let origin: String
    }

    let schema = 1
    let images: [Image]

    init(_ result: BuildResult) {
        images = result.images.map { image in
            Image(name: image.name, digest: image.digest.description, platforms: image.platforms.map(PlatformImage.init))
        }
    }
}

extension ImagesDocument.PlatformImage {
    fileprivate init(_ image: ImageDocuments.PlatformImage) {
        self.init(image.platform, image.manifest, image.layers)
    }

    /// An image as it is in the store.
    init(_ image: ResolvedImage) {
        self.init(image.config.platform, image.descriptor, image.builtLayers)
    }

    private init(_ platform: Platform, _ manifest: Descriptor, _ layers: [BuiltLayer]) {
        let layers = layers.map { layer in
            ImagesDocument.Layer(
                digest: layer.descriptor.digest.description, diffID: layer.diffID.description, size: layer.descriptor.size,
                mediaType: layer.descriptor.mediaType.rawValue, origin: layer.origin)
        }
        self.init(
            platform: platform.description, digest: manifest.digest.description, size: layers.reduce(0) { $0 + $1.size }, layers: layers)
    }
}
