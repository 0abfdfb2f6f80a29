import Bytes
internal import Glibc
import SystemPackage

/// What `lstat` says of a file, as far as a layer or its cache key depends on it.
package struct FileStatus: Sendable, Hashable {
    package let device: UInt64
    package let inode: UInt64
    package let links: UInt64
    /// The type bits of `st_mode`.
    let type: UInt32
    /// Permission bits with setuid, setgid and sticky.
    package let mode: UInt16
    package let size: Int64
    /// Nanoseconds since 1970.
    package let modified: Int64
    /// Nanoseconds since 1970 of the last change of content or attributes; programs cannot set it.
    package let changed: Int64

    package var isDirectory: Bool { type == 0o040000 }
    package var isFile: Bool { type == 0o100000 }
    package var isLink: Bool { type == 0o120000 }

    /// What kind of special file this is; nil for files, directories and links.
    var specialType: String? {
        switch type {
        case 0o100000, 0o040000, 0o120000: nil
        case 0o020000: "character device"
        case 0o060000: "block device"
        case 0o010000: "FIFO"
        case 0o140000: "socket"
        default: "file of unknown type"
        }
    }

    private init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        links = UInt64(status.st_nlink)
        type = UInt32(status.st_mode) & 0o170000
        mode = UInt16(status.st_mode & 0o7777)
        size = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
        changed = Int64(status.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctim.tv_nsec)
    }

    /// The status of a path; a link's own, not its target's.
    /// - Throws: ``FileError``.
    package init(of path: FilePath) throws {
        var status = stat()
        guard path.withPlatformString({ lstat($0, &status) }) == 0 else {
            throw FileError("look at", path, Errno(rawValue: errno))
        }
        self.init(status)
    }

    /// The status of what stands under a name in an open directory; a link's own, not its target's. Nil with `errno` when there is none.
    init?(of name: UnsafePointer<CChar>, in directory: Int32) {
        var status = stat()
        guard fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        self.init(status)
    }

    /// The status of an open file.
    init(of descriptor: FileDescriptor, _ path: FilePath) throws {
        var status = stat()
        guard fstat(descriptor.rawValue, &status) == 0 else { throw FileError("look at", path, Errno(rawValue: errno)) }
        self.init(status)
    }
}
