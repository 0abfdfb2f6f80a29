import Archive
import Bytes

/// Takes the entries of one layer and passes them on as tar.
///
/// It keeps the rules every layer follows, so that sources need not: a directory comes before what it holds (missing ones are added as
/// 0755 root), a directory given twice is written once (the first counts), a file given twice is an error, times are clamped.
package final class LayerEntries {
    /// The latest time an entry may have; later ones become this (`SOURCE_DATE_EPOCH`). Seconds since 1970.
    package let latestTime: Int64

    init(latestTime: Int64) {
        self.latestTime = latestTime
        fatalError("not written yet")
    }

    /// Whether `path` has been written, as whatever kind.
    package func contains(_ path: EntryPath) -> Bool { fatalError("not written yet") }

    /// Adds an entry without bytes: a directory, a link, an empty file.
    /// - Throws: ``LayerError`` `.duplicate`, `.specialFile`; ``ArchiveError``.
    package func add(_ entry: Entry) throws { fatalError("not written yet") }

    /// Adds a file whose bytes are in memory; the size in `entry` is set from them.
    package func add(_ entry: Entry, content: [UInt8]) throws { fatalError("not written yet") }

    /// Adds a file of `entry`'s size, whose bytes `body` writes to the sink it is given.
    /// - Throws: ``LayerError`` `.sizeChanged` when `body` writes more or fewer bytes than the size says.
    package func add(_ entry: Entry, writing body: ((RawSpan) throws -> Void) throws -> Void) throws { fatalError("not written yet") }
}
