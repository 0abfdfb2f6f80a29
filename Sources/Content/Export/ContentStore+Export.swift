import Bytes
import OCI

extension ContentStore {
    /// Writes an image of this store to a place on disk, under the location's name or, without one, its own.
    ///
    /// Layouts and OCI archives take all platforms unless one is named; a docker archive takes one. Blobs are verified on the way. An archive
    /// appears whole under its name or not at all, and the same image gives the same bytes. Absent layers have to be fetched before.
    /// - Throws: ``ContentError`` `.unknownImage`, `.missingPlatform`, `.damagedBlob`, `.missingBlob`; ``FileError``.
    package func export(_ name: String, platform: Platform? = nil, to location: ImageLocation) async throws {
        try await BlockingThread.run { [self] in
            let root = try exportedRoot(of: name, platform: platform, to: location)
            try location.sink.write(root, from: layout, as: location.name ?? name)
        }
    }

    /// The manifest or index that an export writes.
    /// - Throws: ``ContentError`` `.unknownImage`, `.missingPlatform`.
    package func exportedRoot(of name: String, platform: Platform?, to location: ImageLocation) throws -> Descriptor {
        let root = try image(named: name)
        return platform == nil && location.kind != .dockerArchive ? root : try source(of: name).find(platform).descriptor
    }
}

extension ImageLocation {
    /// What writes to this place.
    var sink: any ImageSink {
        switch kind {
        case .oci: LayoutSink(directory: path)
        case .ociArchive: OCIArchiveSink(file: path)
        case .dockerArchive: DockerArchiveSink(file: path)
        }
    }
}
