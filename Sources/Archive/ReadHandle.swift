internal import CArchive
import SystemPackage

/// Owns one libarchive reader and turns its return codes into ``ArchiveError``.
final class ReadHandle {
    static let blockSize = 128 << 10

    enum Formats { case seekableContainers, streamedContainers, raw }

    private let archive: OpaquePointer
    private let name: String
    private var source: ReadSource?
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: ReadHandle.blockSize, alignment: 16)

    init(name: String, formats: Formats) throws(ArchiveError) {
        guard let archive = archive_read_new() else { throw ArchiveError(.unreadable, subject: name, reason: "out of memory") }
        self.archive = archive
        self.name = name
        // Named one by one: "all" would bring filters that start programs.
        archive_read_support_filter_gzip(archive)
        archive_read_support_filter_bzip2(archive)
        archive_read_support_filter_xz(archive)
        archive_read_support_filter_zstd(archive)
        archive_read_support_format_empty(archive)
        switch formats {
        case .seekableContainers, .streamedContainers:
            archive_read_support_format_tar(archive)
            archive_read_support_format_ar(archive)
            // A zip is read by its directory alone: what a stream says of its files may differ, and lacks their modes.
            if formats == .seekableContainers { archive_read_support_format_zip_seekable(archive) }
        case .raw:
            archive_read_support_format_raw(archive)
        }
    }

    deinit {
        archive_read_free(archive)
        buffer.deallocate()
    }

    func open(_ file: FilePath) throws {
        try check(file.withPlatformString { archive_read_open_filename(archive, $0, ReadHandle.blockSize) })
    }

    /// Reads from `source`, which this handle keeps alive as long as libarchive may call it.
    func open(_ source: ReadSource) throws {
        self.source = source
        let status = archive_read_open(
            archive, Unmanaged.passUnretained(source).toOpaque(), nil,
            { _, client, block in
                guard let client, let block else { return -1 }
                let source = Unmanaged<ReadSource>.fromOpaque(client).takeUnretainedValue()
                guard source.advance() else { return -1 }
                block.pointee = UnsafeRawPointer(source.block.baseAddress)
                return source.count
            }, nil)
        try check(status)
    }

    /// The next entry's header, valid until the next call; nil at the end.
    func nextHeader() throws -> OpaquePointer? {
        var entry: OpaquePointer?
        let status = UTF8Locale.perform { archive_read_next_header(archive, &entry) }
        if status == ARCHIVE_EOF { return nil }
        try check(status)
        return entry
    }

    func readBlocks(_ body: (RawSpan) throws -> Void) throws {
        while true {
            let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
            if count == 0 { return }
            guard count > 0 else { return try check(Int32(clamping: count)) }
            try body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: buffer[..<count])))
        }
    }

    /// At most `limit` bytes of the current entry; empty at its end.
    func read(upTo limit: Int) throws -> [UInt8] {
        let count = archive_read_data(archive, buffer.baseAddress, min(limit, buffer.count))
        guard count >= 0 else {
            try check(Int32(clamping: count))
            return []
        }
        return [UInt8](UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }

    /// A warning counts as a failure: it means that libarchive changed or lost something of an entry.
    private func check(_ status: Int32) throws {
        guard status != ARCHIVE_OK else { return }
        if let error = source?.error { throw error }
        let words = archive_error_string(archive).map { String(cString: $0) }
        throw ArchiveError(.unreadable, subject: name, reason: words ?? "libarchive returned \(status)")
    }
}

/// A stream libarchive pulls blocks from; it keeps the error of the closure for the caller.
final class ReadSource {
    private let next: () throws -> [UInt8]
    private(set) var block: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0
    private(set) var error: (any Error)?

    init(next: @escaping () throws -> [UInt8]) {
        self.next = next
        block = .allocate(capacity: ReadHandle.blockSize)
    }

    deinit { block.deallocate() }

    /// Fetches the next block; false when the closure threw.
    func advance() -> Bool {
        do {
            let bytes = try next()
            if bytes.count > block.count {
                block.deallocate()
                block = .allocate(capacity: bytes.count)
            }
            count = bytes.count
            _ = block.update(fromContentsOf: bytes)
            return true
        } catch {
            self.error = error
            return false
        }
    }
}
