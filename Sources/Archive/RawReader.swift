internal import CArchive
import SystemPackage

/// Reads one file as a stream with its compression (gzip, bzip2, xz, zstd, or none) taken off, recognised from its first bytes.
package final class RawReader {
    private let handle: ReadHandle
    private let isEmpty: Bool

    /// - Throws: ``ArchiveError`` `.unreadable`.
    package init(file: FilePath) throws {
        handle = try ReadHandle(name: file.string, formats: .raw)
        try handle.open(file)
        isEmpty = try handle.nextHeader() == nil
    }

    /// Gives all bytes to `body` in blocks of at most 128 KiB.
    /// - Throws: ``ArchiveError`` `.unreadable` when the file is truncated or damaged; what `body` throws.
    package func readBlocks(_ body: (RawSpan) throws -> Void) throws {
        if !isEmpty { try handle.readBlocks(body) }
    }
}
