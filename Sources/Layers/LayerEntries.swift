import Archive
import Bytes

/// Takes the entries of one layer and passes them on as tar.
///
/// It keeps the rules every layer follows, so that sources need not: a directory comes before what it holds (missing ones are added as
/// 0755 root), a directory given twice is written once (the first counts), a file given twice is an error, times are clamped.
package final class LayerEntries {
    /// The latest time an entry may have; later ones become this (`SOURCE_DATE_EPOCH`). Seconds since 1970.
    package let latestTime: Int64
    private let tar: TarWriter
    /// True for directories.
    private var written: [EntryPath: Bool] = [:]

    /// - Parameter output: takes the tar's bytes in order.
    package init(latestTime: Int64, output: @escaping (RawSpan) throws -> Void) throws {
        self.latestTime = latestTime
        tar = try TarWriter(output: output)
    }

    /// Whether `path` has been written, as whatever kind.
    package func contains(_ path: EntryPath) -> Bool { path.isRoot || written[path] != nil }

    /// Adds an entry without bytes: a directory, a link, an empty file.
    /// - Throws: ``LayerError`` `.duplicate`, `.specialFile`, `.danglingHardLink`; ``ArchiveError``.
    package func add(_ entry: Entry) throws {
        if case .file(let size) = entry.kind, size != 0 {
            throw LayerError(.sizeChanged(expected: size, got: 0), path: entry.path.text)
        }
        try begin(entry)
    }

    /// Adds a file whose bytes are in memory; the size in `entry` is set from them.
    package func add(_ entry: Entry, content: [UInt8]) throws {
        var entry = entry
        entry.kind = .file(size: Int64(content.count))
        guard try begin(entry) else { return }
        try tar.write(content.span.bytes)
    }

    /// Adds a file of `entry`'s size, whose bytes `body` writes to the closure it is given.
    /// - Throws: ``LayerError`` `.sizeChanged` when `body` writes more or fewer bytes than the size says.
    package func add(_ entry: Entry, writing body: ((RawSpan) throws -> Void) throws -> Void) throws {
        guard case .file(let size) = entry.kind else { return try add(entry) }
        guard try begin(entry) else { return }
        var total: Int64 = 0
        try body { block in
            total += Int64(block.byteCount)
            guard total <= size else { throw LayerError(.sizeChanged(expected: size, got: total), path: entry.path.text) }
            try tar.write(block)
        }
        guard total == size else { throw LayerError(.sizeChanged(expected: size, got: total), path: entry.path.text) }
    }

    /// Ends the tar and gives the output what is left.
    package func finish() throws { try tar.finish() }

    /// Writes the header; false when there is nothing more to write (a directory already there).
    @discardableResult
    private func begin(_ entry: Entry) throws -> Bool {
        if entry.path.isRoot { return false }
        if let isDirectory = written[entry.path] {
            guard isDirectory, entry.kind == .directory else { throw LayerError(.duplicate, path: entry.path.text) }
            return false
        }
        switch entry.kind {
        case .special(let type): throw LayerError(.specialFile(type: type), path: entry.path.text)
        case .hardLink(let target) where written[target] != false:
            throw LayerError(.danglingHardLink(target: target.text), path: entry.path.text)
        default: break
        }
        if let parent = entry.path.parent { try addMissing(parent, time: entry.modificationTime) }
        var clamped = entry
        clamped.modificationTime = min(entry.modificationTime, latestTime)
        written[entry.path] = entry.kind == .directory
        try tar.add(clamped)
        return true
    }

    /// Gives missing directories the time of what brought them: like everything in the layer it depends on the inputs alone.
    private func addMissing(_ directory: EntryPath, time: Int64) throws {
        guard !directory.isRoot else { return }
        switch written[directory] {
        case true?: return
        case false?: throw LayerError(.duplicate, path: directory.text)
        case nil: try begin(Entry(directory, .directory, mode: 0o755, modificationTime: time))
        }
    }
}
