import Bytes
import Glibc
import SystemPackage

/// A lock between processes (and between threads): `flock` on a file, held at the longest until the process ends, however it ends.
///
/// The lock file may be removed by whoever holds it; a waiter then notices and starts again with the new file.
enum FileLock {
    /// Waits until the lock is free, and runs `body` while holding it. The directory must exist.
    ///
    /// Never waits long: every holder keeps it only for small reads and writes. Not to be taken twice by one thread.
    static func holding<Result>(_ path: FilePath, _ body: () throws -> Result) throws -> Result {
        let descriptor = try take(path)
        defer { try? descriptor.close() }
        return try body()
    }

    /// Waits until the lock is free and takes it; it is held until the descriptor is closed.
    static func take(_ path: FilePath) throws(FileError) -> FileDescriptor {
        while true {
            let descriptor = try Disk.open(path, .readWrite, "lock", .create)
            do {
                // The holder before us may have removed the file while we waited: then ours is a lock on nothing.
                if try lock(descriptor, LOCK_EX, path), try isNamed(descriptor, path) { return descriptor }
            } catch {
                try? descriptor.close()
                throw error
            }
            try? descriptor.close()
        }
    }

    /// Whether nobody holds the lock. The answer may be stale at once, unless another lock keeps newcomers out.
    static func isFree(_ path: FilePath) throws(FileError) -> Bool {
        let descriptor = try Disk.open(path, .readOnly, "lock")
        defer { try? descriptor.close() }
        return try lock(descriptor, LOCK_EX | LOCK_NB, path)
    }

    private static func lock(_ descriptor: FileDescriptor, _ operation: Int32, _ path: FilePath) throws(FileError) -> Bool {
        while flock(descriptor.rawValue, operation) != 0 {
            if errno == EWOULDBLOCK { return false }
            if errno != EINTR { throw Disk.last("lock", path) }
        }
        return true
    }

    private static func isNamed(_ descriptor: FileDescriptor, _ path: FilePath) throws(FileError) -> Bool {
        guard let held = try? descriptor.stat(), let named = try Disk.information(path) else { return false }
        return held.inode == named.inode && held.deviceID == named.deviceID
    }
}
