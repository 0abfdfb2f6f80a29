import Bytes
import OCI

/// An image on disk, whatever it is for: its manifest or index, and the layout that has what is below it.
package struct StoredImage: Sendable {
    /// With the name that it has in its place, if it has one.
    package let entry: Descriptor
    package let layout: LayoutDirectory

    package init(_ entry: Descriptor, in layout: LayoutDirectory) {
        self.entry = entry
        self.layout = layout
    }

    /// What it is called in its place.
    package var name: String? { LayoutIndex.name(of: entry) }

    /// The manifest or index itself, without what its place says of it.
    package var root: Descriptor { Descriptor(mediaType: entry.mediaType, digest: entry.digest, size: entry.size) }
}

extension ImageLocation {
    /// The image at this place. A directory is read where it is.
    /// - Parameter makeStore: gives a store that the blobs of an archive are put into, verified.
    /// - Throws: ``ContentError`` for a place without the image, with what there is; ``ArchiveError``; ``FileError``.
    package func image(unpackingInto makeStore: @escaping @Sendable () throws -> ContentStore) async throws -> StoredImage {
        try await BlockingThread.run {
            let layout: LayoutDirectory
            let index: ImageIndex
            var reference = name
            switch kind {
            case .oci:
                layout = try LayoutDirectory(path)
                index = try layout.index()
            case .ociArchive:
                let store = try makeStore()
                layout = store.layout
                index = try OCIArchive(file: path).unpack(into: store)
            case .dockerArchive:
                let store = try makeStore()
                layout = store.layout
                index = try DockerArchive(file: path).unpack(into: store)
                reference = name.map { DockerArchive.tag(of: $0) }
            }
            return StoredImage(try LayoutIndex(index, of: description).entry(named: reference), in: layout)
        }
    }

    /// Writes an image that a layout has to this place.
    /// - Parameter root: a manifest, or an index where the place can hold one.
    /// - Parameter name: what the image is called there unless the place says it.
    /// - Throws: as ``ContentStore/export(_:platform:to:)``.
    package func write(_ root: Descriptor, from layout: LayoutDirectory, as name: String) async throws {
        try await BlockingThread.run { try sink.write(root, from: layout, as: self.name ?? name) }
    }
}
