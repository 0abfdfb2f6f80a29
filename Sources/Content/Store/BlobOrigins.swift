import Bytes
import FoundationEssentials
import Glibc
import OCI
import SystemPackage

/// What a store remembers of images in registries: a small file each, named by the digest of the reference.
///
/// An image whose layers are absent cannot be used without these files, so they outlive a power cut, unlike the records of a cache.
package struct BlobOrigins: Sendable {
    private let store: ContentStore
    private let directory: FilePath

    /// In bytes: a descriptor takes some 150, and no image has thousands of layers.
    private static let limit = 4 << 20

    init(_ store: ContentStore) {
        self.store = store
        directory = store.own.appending("origins")
    }

    /// Remembers an image. One that is known already is marked as new for garbage collection, with its documents.
    /// - Throws: ``FileError``.
    package func add(_ origin: BlobOrigin) throws {
        for document in origin.documents { _ = store.keep(document.blob) }
        let path = path(of: origin)
        if (try? read(path)) == origin, utimensat(AT_FDCWD, path.string, nil, 0) == 0 { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try store.replace(path, with: Array(try encoder.encode(origin)), .durable)
    }

    /// Every image that is remembered, by reference. A file that cannot be read is passed over: then its layers count as missing.
    /// - Throws: ``FileError`` when the directory cannot be listed.
    package func all() throws -> [BlobOrigin] {
        try Disk.names(in: directory).compactMap { try? read(directory.appending($0)) }.sorted {
            $0.reference.description < $1.reference.description
        }
    }

    func remove(_ origin: BlobOrigin) throws { try Disk.remove(path(of: origin)) }

    /// When the image was remembered, in seconds since 1970; nil when it is not.
    func time(of origin: BlobOrigin) throws -> Int64? { try Disk.information(path(of: origin)).map { Int64($0.st_mtim.tv_sec) } }

    private func read(_ path: FilePath) throws -> BlobOrigin? {
        try Disk.read(path, limit: Self.limit).map { try JSONDecoder().decode(BlobOrigin.self, from: Data($0)) }
    }

    private func path(of origin: BlobOrigin) -> FilePath {
        directory.appending(Digest(of: origin.reference.description.utf8).hex)
    }
}

extension ContentStore {
    /// Where the layers can be had that images of this store have and the store has not.
    package var origins: BlobOrigins { BlobOrigins(self) }
}
