import Bytes
import Glibc
import SystemPackage

/// A file under a temporary name, which either becomes a whole file under its own name or leaves nothing behind.
struct PendingFile: ~Copyable {
    /// The temporary name, unique among all processes.
    let path: FilePath
    private let descriptor: FileDescriptor
    private var written: Int64 = 0
    private var flushed: Int64 = 0

    /// Bytes after which the kernel is asked to start writing, so that the last sync is short.
    private static let flushInterval: Int64 = 8 << 20

    /// Creates the file, empty. The directory must exist; nothing may stand at `path`.
    init(creating path: FilePath) throws(FileError) {
        descriptor = try Disk.open(path, .writeOnly, "create", [.create, .exclusiveCreate])
        self.path = path
    }

    deinit {
        try? descriptor.close()
        // Once published, the temporary name is gone and this does nothing.
        unlink(path.string)
    }

    /// Appends `bytes`.
    mutating func write(_ bytes: RawSpan) throws(FileError) {
        try Disk.write(bytes, to: descriptor, path)
        written += Int64(bytes.byteCount)
        if written - flushed >= Self.flushInterval {
            WriteBack.start(descriptor, offset: flushed, count: written - flushed)
            flushed = written
        }
    }

    /// Whether a published file must outlive a power cut, or may be lost with it (but never be half there while the system runs).
    enum Durability { case durable, disposable }

    /// Gives the file its own name, replacing what stood there.
    consuming func publish(as target: FilePath, _ durability: Durability) throws(FileError) {
        if durability == .durable { try Disk.synchronize(descriptor, path) }
        try Disk.rename(path, to: target)
        if durability == .durable { try Disk.synchronizeDirectory(Disk.directory(of: target)) }
    }
}
