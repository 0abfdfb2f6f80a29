import Bytes
import Glibc
import SystemPackage

/// A file that is being written under a name of its own, locked so that other processes know it is in use.
///
/// It goes when this value does, unless it was published.
struct PartialFile: ~Copyable {
    let path: FilePath
    private let descriptor: FileDescriptor

    /// Makes an empty file with a name nobody has.
    /// - Throws: ``FileError``.
    init(in directory: FilePath) throws(FileError) {
        while true {
            let name = String(UInt64.random(in: .min ... .max), radix: 36) + ".part"
            let path = directory.appending(name)
            let descriptor = try FileError.wrap("create", path) {
                try FileDescriptor.open(
                    path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                    permissions: [.ownerReadWrite, .groupRead, .otherRead])
            }
            // Someone who cleans up may have locked or removed the file before we could lock it: then take another name.
            if Self.isOurs(descriptor) {
                self.path = path
                self.descriptor = descriptor
                return
            }
            try? descriptor.close()
        }
    }

    /// Writes to a descriptor that is already open; for tests of what a full disk does.
    init(path: FilePath, descriptor: FileDescriptor) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        try? descriptor.close()
        unlink(path.string)
    }

    /// - Throws: ``FileError``, `.noSpace` among others.
    func write(_ bytes: [UInt8]) throws(FileError) {
        let (descriptor, path) = (descriptor, path)
        _ = try FileError.wrap("write", path) { try descriptor.writeAll(bytes) }
    }

    /// Syncs the file and moves it to its place; whoever sees it there sees all of it.
    consuming func publish(as target: FilePath) async throws {
        let (descriptor, path) = (descriptor, path)
        // A sync can take long on a busy disk; the directory is not synced: a lost name is only another download.
        try await BlockingThread.run {
            guard fsync(descriptor.rawValue) == 0 else { throw FileError("write", path, Errno(rawValue: errno)) }
            try Directories.make(target.removingLastComponent())
            guard rename(path.string, target.string) == 0 else { throw FileError("create", target, Errno(rawValue: errno)) }
        }
        // Until here the descriptor must stay open.
        _ = consume self
    }

    /// Removes files whose writer has gone: nobody holds their lock.
    static func removeLeftovers(in directory: FilePath) {
        for name in Directories.names(in: directory) where name.hasSuffix(".part") {
            let path = directory.appending(name)
            guard let descriptor = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .noFollow]) else { continue }
            // Where locks are not supported nothing is removed.
            if flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 { unlink(path.string) }
            try? descriptor.close()
        }
    }

    /// Locks the file; false when someone else has the lock or has removed the file.
    private static func isOurs(_ descriptor: FileDescriptor) -> Bool {
        if flock(descriptor.rawValue, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { return false }
        var facts = stat()
        return fstat(descriptor.rawValue, &facts) == 0 && facts.st_nlink > 0
    }
}
