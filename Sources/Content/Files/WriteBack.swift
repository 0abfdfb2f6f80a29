import Glibc
import SystemPackage

/// Asks Linux to start writing dirty pages to the disk, without waiting for it.
enum WriteBack {
    private typealias SyncFileRange = @convention(c) (Int32, Int64, Int64, UInt32) -> Int32

    /// `SYNC_FILE_RANGE_WRITE` of linux/fs.h.
    private static let write: UInt32 = 2

    // Glibc declares sync_file_range only under _GNU_SOURCE, which Swift's Glibc module does not set: found by name instead.
    private static let function: SyncFileRange? = {
        dlsym(dlopen(nil, RTLD_NOW), "sync_file_range").map { unsafeBitCast($0, to: SyncFileRange.self) }
    }()

    /// Starts writing `count` bytes from `offset`. Only a hint: what goes wrong is reported by the `fsync` that follows.
    static func start(_ descriptor: FileDescriptor, offset: Int64, count: Int64) {
        _ = function?(descriptor.rawValue, offset, count, write)
    }
}
