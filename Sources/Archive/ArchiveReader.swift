internal import CArchive
import SystemPackage

/// Reads an archive (tar, zip, ar; plain or compressed with gzip, xz, zstd, bzip2) entry by entry, with libarchive.
///
/// A class, so that a member of one archive can be the input of another (`.deb`: ar -> tar). Not thread-safe: one thread uses it.
package final class ArchiveReader {
    /// What the archive is called in errors.
    package let name: String

    /// Opens a file; zip archives are read through their central directory.
    /// - Throws: ``ArchiveError`` `.unreadable`.
    package init(file: FilePath) throws {
        name = file.string
        fatalError("not written yet")
    }

    /// Reads a stream: `next` gives the following block, empty at the end, valid until it is called again.
    package init(name: String, next: @escaping () throws -> [UInt8]) throws {
        self.name = name
        fatalError("not written yet")
    }

    /// Reads the entry `outer` stands at as an archive of its own; `outer` must not be moved until this reader is done.
    package init(nestedIn outer: ArchiveReader, name: String) throws {
        self.name = name
        fatalError("not written yet")
    }

    /// Moves to the next entry; nil at the end. What was not read of the one before is skipped.
    /// - Throws: ``ArchiveError`` `.unreadable`, `.unsafePath`, `.invalidName`.
    package func next() throws -> Entry? { fatalError("not written yet") }

    /// Gives the current entry's bytes to `body` in blocks of at most 128 KiB.
    /// - Throws: ``ArchiveError`` `.unreadable` when the archive is truncated or a checksum inside it is wrong; what `body` throws.
    package func readBlocks(_ body: (RawSpan) throws -> Void) throws { fatalError("not written yet") }

    /// The current entry's bytes, for entries known to be small.
    /// - Throws: ``ArchiveError`` `.unreadable` when there are more than `limit` bytes.
    package func readAll(limit: Int = 16 << 20) throws -> [UInt8] { fatalError("not written yet") }
}
