import Bytes

extension ImageLocation {
    /// The image at this place, as a source. The blobs of an archive are put into `store` in one pass, verified; a directory is only read.
    /// - Throws: ``ContentError`` for a place without the image, with what there is; ``ArchiveError``; ``FileError``.
    package func source(unpackingInto store: ContentStore) async throws -> LayoutSource {
        try await BlockingThread.run {
            switch kind {
            case .oci:
                let layout = try LayoutDirectory(path)
                return try LayoutSource(description, layout: layout, index: try layout.index(), reference: name)
            case .ociArchive:
                let index = try OCIArchive(file: path).unpack(into: store)
                return try LayoutSource(description, layout: store.layout, index: index, reference: name)
            case .dockerArchive:
                let index = try DockerArchive(file: path).unpack(into: store)
                return try LayoutSource(description, layout: store.layout, index: index, reference: name.map { DockerArchive.tag(of: $0) })
            }
        }
    }
}

extension ContentStore {
    /// An image of this store, as a source.
    /// - Throws: ``ContentError`` `.unknownImage`, with the names there are.
    package func source(of name: String) throws -> LayoutSource {
        try LayoutSource(name, layout: layout, index: try layout.index(), reference: name)
    }
}
