internal import CArchive

extension Entry {
    /// Reads libarchive's view of an entry; call with the UTF-8 locale set.
    init(reading entry: OpaquePointer) throws(ArchiveError) {
        guard let name = Self.text(archive_entry_pathname_utf8(entry)) else {
            throw ArchiveError(.invalidName, subject: archive_entry_pathname(entry).map { String(cString: $0) } ?? "")
        }
        self.init(
            try EntryPath(name), try Self.kind(of: entry, name), mode: UInt16(truncatingIfNeeded: archive_entry_perm(entry)) & 0o7777,
            owner: Owner(
                user: UInt32(clamping: archive_entry_uid(entry)), group: UInt32(clamping: archive_entry_gid(entry))),
            modificationTime: Int64(archive_entry_mtime(entry)), extendedAttributes: Self.extendedAttributes(of: entry))
    }

    private static func kind(of entry: OpaquePointer, _ name: String) throws(ArchiveError) -> Kind {
        if let target = text(archive_entry_hardlink_utf8(entry)) { return .hardLink(target: try EntryPath(target)) }
        // The AE_IF... macros hold casts, which Swift does not import; the values are those of stat.
        switch archive_entry_filetype(entry) {
        case 0o100000:
            let size = archive_entry_size(entry)
            guard archive_entry_size_is_set(entry) != 0, size >= 0 else {
                throw ArchiveError(.unreadable, subject: name, reason: "the archive does not say how long the file is")
            }
            return .file(size: size)
        case 0o040000: return .directory
        case 0o120000:
            guard let target = text(archive_entry_symlink_utf8(entry)) else {
                throw ArchiveError(.invalidName, subject: name, reason: "the link's target is not valid UTF-8")
            }
            return .symbolicLink(target: target)
        case 0o020000: return .special(type: "character device")
        case 0o060000: return .special(type: "block device")
        case 0o010000: return .special(type: "FIFO")
        case 0o140000: return .special(type: "socket")
        default: return .special(type: "file of unknown type")
        }
    }

    private static func extendedAttributes(of entry: OpaquePointer) -> [String: [UInt8]] {
        var attributes: [String: [UInt8]] = [:]
        archive_entry_xattr_reset(entry)
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var size = 0
        while archive_entry_xattr_next(entry, &name, &value, &size) == ARCHIVE_OK {
            guard let name else { continue }
            attributes[String(cString: name)] = [UInt8](UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : size))
        }
        return attributes
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        pointer.flatMap { String(validatingCString: $0) }
    }
}
