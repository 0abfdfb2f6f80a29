internal import CArchive

/// Writes a tar archive: ustar, with PAX records only where an entry needs them. The bytes depend on the entries alone.
///
/// Names are UTF-8 whatever the locale, owners are numbers, extended attributes are `SCHILY.xattr` records (what container runtimes read).
/// - Source: POSIX.1-2001 pax; image-spec v1.1 "Image Layer Filesystem Changeset".
package final class TarWriter {
    private let archive: OpaquePointer
    private let entry: OpaquePointer
    private let client: WriteClient
    private var current = EntryPath.root

    /// - Parameter output: takes the archive's bytes in order, in blocks of up to 1 MiB; the span is valid during the call.
    package init(output: @escaping (RawSpan) throws -> Void) throws(ArchiveError) {
        guard let archive = archive_write_new(), let entry = archive_entry_new() else {
            throw ArchiveError(.unwritable, subject: "tar", reason: "out of memory")
        }
        self.archive = archive
        self.entry = entry
        client = WriteClient(output)
        archive_write_set_format_pax_restricted(archive)
        archive_write_add_filter_none(archive)
        archive_write_set_bytes_per_block(archive, 1 << 20)
        archive_write_set_bytes_in_last_block(archive, 1)
        archive_write_set_options(archive, "xattrheader=SCHILY")
        // The callback's client is kept alive by `self`, which closes the archive before it goes.
        let status = archive_write_open(
            archive, Unmanaged.passUnretained(client).toOpaque(), nil,
            { _, client, bytes, count in
                guard let client, let bytes else { return -1 }
                return Unmanaged<WriteClient>.fromOpaque(client).takeUnretainedValue().take(bytes, count) ? count : -1
            }, nil)
        guard status == ARCHIVE_OK else { throw ArchiveError(.unwritable, subject: "tar", reason: "libarchive returned \(status)") }
    }

    deinit {
        client.stop()
        archive_entry_free(entry)
        archive_write_free(archive)
    }

    /// Starts an entry; a file's bytes follow with ``write(_:)``, exactly as many as its size says.
    /// - Throws: ``ArchiveError`` `.unwritable`; what the output threw.
    package func add(_ new: Entry) throws {
        current = new.path
        archive_entry_clear(entry)
        set(new)
        let status = UTF8Locale.perform { archive_write_header(archive, entry) }
        // A warning means that a field did not fit and was changed: not what was asked for.
        guard status == ARCHIVE_OK else { throw failure(status) }
    }

    /// Writes bytes of the file added last.
    package func write(_ bytes: RawSpan) throws {
        guard bytes.byteCount > 0 else { return }
        let written = bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
        guard written == bytes.byteCount else {
            if written >= 0 {
                throw ArchiveError(.unwritable, subject: current.text, reason: "there are more bytes than the size in its header")
            }
            throw failure(Int32(clamping: written))
        }
    }

    /// Ends the archive and gives the output what is left.
    package func finish() throws {
        let status = archive_write_close(archive)
        guard status == ARCHIVE_OK else { throw failure(status) }
    }

    private func set(_ new: Entry) {
        archive_entry_set_pathname(entry, new.path.text + (new.kind == .directory ? "/" : ""))
        archive_entry_set_perm(entry, mode_t(new.mode))
        archive_entry_set_uid(entry, Int64(new.owner.user))
        archive_entry_set_gid(entry, Int64(new.owner.group))
        archive_entry_set_mtime(entry, time_t(new.modificationTime), 0)
        archive_entry_set_size(entry, 0)
        switch new.kind {
        case .file(let size):
            archive_entry_set_filetype(entry, 0o100000)
            archive_entry_set_size(entry, size)
        case .directory: archive_entry_set_filetype(entry, 0o040000)
        case .symbolicLink(let target):
            archive_entry_set_filetype(entry, 0o120000)
            archive_entry_set_symlink(entry, target)
        case .hardLink(let target):
            archive_entry_set_filetype(entry, 0o100000)
            archive_entry_set_hardlink(entry, target.text)
        case .special: break
        }
        // libarchive keeps attributes in a list and writes them in its order: sorted, so that the bytes do not depend on a dictionary.
        for (name, value) in new.extendedAttributes.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            archive_entry_xattr_add_entry(entry, name, value, value.count)
        }
    }

    private func failure(_ status: Int32) -> any Error {
        if let error = client.error { return error }
        let words = archive_error_string(archive).map { String(cString: $0) }
        return ArchiveError(.unwritable, subject: current.text, reason: words ?? "libarchive returned \(status)")
    }
}

/// What libarchive calls with finished bytes; it keeps the error of the output for the caller.
private final class WriteClient {
    private var output: ((RawSpan) throws -> Void)?
    private(set) var error: (any Error)?

    init(_ output: @escaping (RawSpan) throws -> Void) { self.output = output }

    /// Freeing an unfinished archive flushes it; nobody wants those bytes.
    func stop() { output = nil }

    func take(_ bytes: UnsafeRawPointer, _ count: Int) -> Bool {
        do {
            try output?(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: bytes, count: count)))
            return true
        } catch {
            self.error = error
            return false
        }
    }
}
