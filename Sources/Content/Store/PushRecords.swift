import Bytes
import FoundationEssentials
import OCI
import SystemPackage

/// The last push of an image.
package struct PushRecord: Codable, Hashable, Sendable {
    /// As the project calls it.
    package let image: String
    /// Registry and repository.
    package let repository: String
    package let tags: [String]
    /// Of the manifest or index.
    package let digest: Digest
    /// In seconds since 1970.
    package let time: Int64

    package init(image: String, repository: String, tags: [String], digest: Digest, time: Int64) {
        self.image = image
        self.repository = repository
        self.tags = tags
        self.digest = digest
        self.time = time
    }
}

/// What a store remembers of pushes: the last one of each image, a small file each.
package struct PushRecords: Sendable {
    private let store: ContentStore
    private let directory: FilePath

    private static let limit = 1 << 20

    init(_ store: ContentStore) {
        self.store = store
        directory = store.own.appending("pushes")
    }

    /// The last push of an image; nil when there was none, or when its file cannot be read.
    package func last(of image: String) -> PushRecord? {
        guard let bytes = (try? Disk.read(path(of: image), limit: Self.limit)) ?? nil else { return nil }
        return try? CanonicalJSON.decode(PushRecord.self, from: bytes, limit: Self.limit)
    }

    /// Remembers a push in place of the one before.
    /// - Throws: ``FileError``.
    package func save(_ record: PushRecord) throws {
        try store.replace(path(of: record.image), with: try CanonicalJSON.encode(record), .durable)
    }

    /// A name may hold what a file's name may not.
    private func path(of image: String) -> FilePath { directory.appending(Digest(of: image.utf8).hex) }
}

extension ContentStore {
    /// What was pushed last.
    package var pushes: PushRecords { PushRecords(self) }
}
