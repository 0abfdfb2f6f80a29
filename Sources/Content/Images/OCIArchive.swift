import Archive
import OCI
import SystemPackage

/// A tar of an OCI image layout, read once from front to back.
struct OCIArchive {
    let file: FilePath

    /// Puts every blob into the store, verified, and returns the archive's index.
    /// - Throws: ``ContentError`` `.notAStore`, `.wrongContent`, `.unreadableDocument`; ``ArchiveError``; ``FileError``.
    func unpack(into store: ContentStore) throws -> ImageIndex {
        let reader = try ArchiveReader(file: file)
        var marker: [UInt8]?
        var index: [UInt8]?
        while let entry = try reader.next() {
            guard case .file(let size) = entry.kind else { continue }
            switch entry.path.text {
            case ImageLayout.fileName: marker = try reader.readAll(limit: 4096)
            case "index.json": index = try reader.readAll(limit: LayoutDirectory.documentLimit)
            default:
                guard let digest = Self.digest(of: entry.path) else { continue }
                try store.unpack(reader, expecting: BlobExpectation(digest: digest, size: size, origin: "'\(file)'"))
            }
        }
        guard let marker else { throw ContentError(.notAStore, file.string, reason: "it has no file 'oci-layout'") }
        try LayoutDirectory.check(marker, of: file.string)
        guard let index else { throw ContentError(.notAStore, file.string, reason: "it has no file 'index.json'") }
        return try LayoutDirectory.reading("'index.json' of '\(file)'") { () throws(OCIError) in
            try CanonicalJSON.decode(ImageIndex.self, from: index, limit: LayoutDirectory.documentLimit)
        }
    }

    /// The digest that a path `blobs/ALGORITHM/HEX` stands for; nil for any other path.
    static func digest(of path: EntryPath) -> Digest? {
        let parts = path.components
        guard parts.count == 3, parts[0] == "blobs" else { return nil }
        return try? Digest("\(parts[1]):\(parts[2])")
    }
}

extension ContentStore {
    /// Puts the entry that `reader` stands at into the store, unless it is known to be there.
    @discardableResult
    func unpack(_ reader: ArchiveReader, expecting expectation: BlobExpectation) throws -> BlobIdentity {
        if let digest = expectation.digest, let size = expectation.size {
            let blob = BlobIdentity(digest: digest, size: size)
            if keep(blob) { return blob }
        }
        var writer = try writer(expecting: expectation)
        try reader.readBlocks { block in try writer.write(block) }
        return try writer.finish()
    }
}
