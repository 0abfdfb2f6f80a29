import Bytes
import OCI
import SystemPackage

/// Makes an empty store where there is none yet.
struct StoreCreation {
    let root: FilePath
    let purpose: ContentStore.Purpose

    /// What a store may hold before it is one: another process is making it, or was killed while it did.
    private static let beginnings: Set<String> = ["imgship", "blobs", "index.json"]

    /// Makes the store, unless it is there already.
    /// - Throws: ``ContentError`` `.notAStore`; ``FileError``.
    func run() throws {
        let marker = root.appending(ImageLayout.fileName)
        if try Disk.information(marker) != nil { return }
        try checkIsFree()
        let own = root.appending("imgship")
        try Disk.makeDirectories(own)
        try FileLock.holding(own.appending("lock")) {
            if try Disk.information(marker) == nil { try fill(own, marker) }
        }
    }

    private func checkIsFree() throws {
        guard let status = try Disk.information(root) else { return }
        guard status.type == .directory else { throw ContentError(.notAStore, root.string, reason: "it is not a directory") }
        if let stranger = try Disk.names(in: root).first(where: { !Self.beginnings.contains($0) }) {
            // Looked at again: another process may just have finished making the store.
            if try Disk.information(root.appending(ImageLayout.fileName)) != nil { return }
            throw ContentError(
                .notAStore, root.string, reason: "it holds other things (such as '\(stranger)') and no file 'oci-layout'",
                hint: "name a new or empty directory")
        }
    }

    /// The file that makes it a layout comes last.
    private func fill(_ own: FilePath, _ marker: FilePath) throws {
        let ingest = try IngestDirectory(below: own.appending("ingest"))
        if purpose == .store {
            try ingest.publish(Array("\(ContentStore.version)\n".utf8), as: own.appending("version"), .disposable)
        }
        try Disk.makeDirectories(root.appending("blobs/sha256"))
        let index = root.appending("index.json")
        if try Disk.information(index) == nil { try ingest.publish(CanonicalJSON.encode(ImageIndex()), as: index, .durable) }
        try ingest.publish(CanonicalJSON.encode(ImageLayout()), as: marker, .durable)
    }
}
