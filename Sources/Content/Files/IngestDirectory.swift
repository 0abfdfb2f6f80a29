import Bytes
import Glibc
import Synchronization
import SystemPackage

/// A directory of one process's unfinished files, marked as in use by a lock that dies with the process.
///
/// Creating and cleaning happen under the store's lock, so nobody sees a directory whose lock is not held yet.
final class IngestDirectory: Sendable {
    let path: FilePath
    private let lock: FileDescriptor
    private let count = Atomic<UInt64>(0)

    private static let lockName = "lock"

    /// Makes a new directory below `parent`. Called with the store's lock held.
    init(below parent: FilePath) throws(FileError) {
        path = parent.appending("\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 36))")
        try Disk.makeDirectories(path)
        lock = try FileLock.take(path.appending(Self.lockName))
    }

    deinit {
        Disk.removeFlat(path)
        try? lock.close()
    }

    /// A new empty file, removed unless it is published.
    func newFile() throws(FileError) -> PendingFile {
        try PendingFile(creating: path.appending(String(count.add(1, ordering: .relaxed).newValue)))
    }

    /// Writes a whole small file and gives it the name `target`.
    func publish(_ bytes: [UInt8], as target: FilePath, _ durability: PendingFile.Durability) throws(FileError) {
        var file = try newFile()
        try file.write(bytes.span.bytes)
        try file.publish(as: target, durability)
    }

    /// Removes what processes that are no more have left below `parent`. Called with the store's lock held.
    static func removeAbandoned(below parent: FilePath) throws(FileError) {
        for name in try Disk.names(in: parent) {
            let directory = parent.appending(name)
            let lockPath = directory.appending(lockName)
            // No lock file: killed between making the directory and locking it, or while removing it.
            guard try Disk.information(lockPath) != nil else {
                Disk.removeFlat(directory)
                continue
            }
            if try FileLock.isFree(lockPath) { Disk.removeFlat(directory) }
        }
    }
}
