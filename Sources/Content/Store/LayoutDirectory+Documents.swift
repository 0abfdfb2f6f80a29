import OCI

/// The documents of a layout, read and verified.
extension LayoutDirectory {
    /// The images of the layout; none when the file is missing, as in a layout that is being made.
    /// - Throws: ``ContentError`` `.unreadableDocument`; ``FileError``.
    package func index() throws -> ImageIndex {
        let path = root.appending("index.json")
        guard let bytes = try Disk.read(path, limit: Self.documentLimit) else { return ImageIndex() }
        return try Self.reading("'\(path)'") { () throws(OCIError) in
            try CanonicalJSON.decode(ImageIndex.self, from: bytes, limit: Self.documentLimit)
        }
    }

    /// A manifest or an index.
    /// - Throws: ``ContentError``; ``FileError``.
    package func manifest(_ descriptor: Descriptor) throws -> Manifest {
        let bytes = try read(descriptor.blob)
        return try Self.reading("the manifest \(descriptor.digest)") { () throws(OCIError) in
            try Manifest(bytes, mediaType: descriptor.mediaType, limit: Self.documentLimit)
        }
    }

    /// The config of an image.
    /// - Throws: ``ContentError``, also for a config that is not an image's; ``FileError``.
    package func config(_ descriptor: Descriptor) throws -> ImageConfig {
        guard descriptor.mediaType.isConfig else {
            throw ContentError(.unsupported, "\(descriptor.digest) is not the config of an image but '\(descriptor.mediaType)'")
        }
        let bytes = try read(descriptor.blob)
        return try Self.reading("the image config \(descriptor.digest)") { () throws(OCIError) in
            try CanonicalJSON.decode(ImageConfig.self, from: bytes, limit: Self.documentLimit)
        }
    }

    /// The manifest of an image together with its config; the layers need not be here.
    /// - Throws: ``ContentError``, also for an index; ``FileError``.
    package func image(_ descriptor: Descriptor) throws -> ResolvedImage {
        guard case .image(let manifest) = try manifest(descriptor) else {
            throw ContentError(.unreadableDocument, "\(descriptor.digest)", reason: "it is not the manifest of an image")
        }
        return try ResolvedImage(descriptor: descriptor, manifest: manifest, config: try config(manifest.config))
    }

    /// Says which document it was that could not be read.
    static func reading<Value>(_ name: String, _ body: () throws(OCIError) -> Value) throws(ContentError) -> Value {
        do { return try body() } catch {
            throw ContentError(.unreadableDocument, name, reason: [error.summary, error.reason].compactMap(\.self).joined(separator: ": "))
        }
    }
}

extension Descriptor {
    package var blob: BlobIdentity { BlobIdentity(digest: digest, size: size) }
}
