internal import CArchive
import SystemPackage

/// Reads an archive (tar, zip, ar; plain or compressed with gzip, bzip2, xz, zstd) entry by entry, with libarchive.
///
/// A class, so that a member of one archive can be the input of another (`.deb`: ar -> tar). Not thread-safe: one thread uses it.
package final class ArchiveReader {
    /// What the archive is called in errors.
    package let name: String
    private let handle: ReadHandle

    /// Opens a file; zip archives are read through their central directory.
    /// - Throws: ``ArchiveError`` `.unreadable`.
    package init(file: FilePath) throws {
        name = file.string
        handle = try ReadHandle(name: name, formats: .seekableContainers)
        try handle.open(file)
    }

    /// Reads a stream of tar or ar: `next` gives the following block, empty at the end.
    package init(name: String, next: @escaping () throws -> [UInt8]) throws {
        self.name = name
        handle = try ReadHandle(name: name, formats: .streamedContainers)
        try handle.open(ReadSource(next: next))
    }

    /// Reads the entry `outer` stands at as an archive of its own; `outer` must not be moved until this reader is done.
    package convenience init(nestedIn outer: ArchiveReader, name: String) throws {
        try self.init(name: name, next: { try outer.handle.read(upTo: ReadHandle.blockSize) })
    }

    /// Moves to the next entry; nil at the end. What was not read of the one before is skipped.
    /// - Throws: ``ArchiveError`` `.unreadable`, `.unsafePath`, `.invalidName`.
    package func next() throws -> Entry? {
        guard let entry = try handle.nextHeader() else { return nil }
        return try UTF8Locale.perform { try Entry(reading: entry) }
    }

    /// Gives the current entry's bytes to `body` in blocks of at most 128 KiB.
    /// - Throws: ``ArchiveError`` `.unreadable` when the archive is truncated or a checksum inside it is wrong; what `body` throws.
    package func readBlocks(_ body: (RawSpan) throws -> Void) throws {
        try handle.readBlocks(body)
    }

    /// The current entry's bytes, for entries known to be small.
    /// - Throws: ``ArchiveError`` `.unreadable` when there are more than `limit` bytes.
    package func readAll(limit: Int = 16 << 20) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try handle.readBlocks { block in
            guard bytes.count + block.byteCount <= limit else {
                throw ArchiveError(.unreadable, subject: name, reason: "an entry is longer than the \(limit) bytes expected")
            }
            block.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        return bytes
    }
}
