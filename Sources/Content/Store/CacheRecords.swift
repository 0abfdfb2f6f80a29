import Bytes
import FoundationEssentials
import OCI
import SystemPackage

/// Small JSON records by key that save work when they are there and cost nothing when they are not.
///
/// Keys are digests of whatever the work depended on. A record that is missing, damaged or of another shape is a miss.
package struct CacheRecords: Sendable {
    private let store: ContentStore
    private let directory: FilePath

    private static let limit = 1 << 20

    init(store: ContentStore, directory: FilePath) {
        self.store = store
        self.directory = directory
    }

    /// The record saved under `key`; nil when there is none that can be read.
    package func value<Record: Decodable>(for key: Digest, as type: Record.Type = Record.self) -> Record? {
        guard let bytes = (try? Disk.read(path(of: key), limit: Self.limit)) ?? nil else { return nil }
        return try? JSONDecoder().decode(type, from: Data(bytes))
    }

    /// Saves a record, replacing the one before. It appears whole or not at all; a power cut may lose it.
    package func save(_ record: some Encodable, for key: Digest) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try store.replace(path(of: key), with: Array(try encoder.encode(record)), .disposable)
    }

    private func path(of key: Digest) -> FilePath { directory.appending(key.hex) }
}

extension ContentStore {
    /// What is known of layers built before, by the digest of their inputs.
    package var layerRecords: CacheRecords { CacheRecords(store: self, directory: own.appending("layers")) }
}
