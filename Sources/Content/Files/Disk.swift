import Bytes
import Glibc
import SystemPackage

/// The file system calls that the store needs and SystemPackage does not have, with ``FileError`` for what goes wrong.
///
/// New directories are 0777 and new files 0666 less the user's umask: who may read a store is the user's choice, and nothing in an image
/// depends on it.
enum Disk {
    /// What stands at `path` (a link is followed); nil when nothing does.
    static func information(_ path: FilePath) throws(FileError) -> Stat? {
        do { return try path.stat() } catch {
            let error = failure("read", path, error)
            if isAbsence(error) { return nil }
            throw error
        }
    }

    /// Whether nothing stands at the path: it has no entry, or what is above it is no directory.
    static func isAbsence(_ error: FileError) -> Bool { error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory }

    /// Makes a directory and those above it; one that is there already is fine.
    static func makeDirectories(_ path: FilePath) throws(FileError) {
        if mkdir(path.string, 0o777) == 0 { return }
        switch Errno(rawValue: errno) {
        case .fileExists where try information(path)?.type == .directory: return
        case .noSuchFileOrDirectory where !path.removingLastComponent().isEmpty && path.lastComponent != nil:
            try makeDirectories(path.removingLastComponent())
            guard mkdir(path.string, 0o777) == 0 || errno == EEXIST else { throw last("create the directory", path) }
        case let code: throw FileError("create the directory", path, code)
        }
    }

    /// The names in a directory without `.` and `..`, sorted; none when the directory is missing.
    static func names(in directory: FilePath) throws(FileError) -> [String] {
        guard let stream = opendir(directory.string) else {
            if errno == ENOENT { return [] }
            throw last("list", directory)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw last("list", directory) }
        return names.sorted()
    }

    static func rename(_ source: FilePath, to target: FilePath) throws(FileError) {
        guard Glibc.rename(source.string, target.string) == 0 else { throw last("write", target) }
    }

    /// Removes a file; one that is gone already is fine.
    static func remove(_ path: FilePath) throws(FileError) {
        guard unlink(path.string) == 0 || errno == ENOENT else { throw last("remove", path) }
    }

    /// Removes a directory with the files directly in it, as far as it can.
    static func removeFlat(_ directory: FilePath) {
        for name in (try? names(in: directory)) ?? [] { unlink(directory.appending(name).string) }
        rmdir(directory.string)
    }

    /// Waits until what was written to `descriptor` is on the disk.
    static func synchronize(_ descriptor: FileDescriptor, _ path: FilePath) throws(FileError) {
        while fsync(descriptor.rawValue) != 0 {
            if errno != EINTR { throw last("write", path) }
        }
    }

    /// The directory that holds `path`; `.` for a bare name.
    static func directory(of path: FilePath) -> FilePath {
        let directory = path.removingLastComponent()
        return directory.isEmpty ? "." : directory
    }

    /// Waits until the names in `directory` are on the disk.
    static func synchronizeDirectory(_ directory: FilePath) throws(FileError) {
        let descriptor = try open(directory, .readOnly, "open")
        defer { try? descriptor.close() }
        try synchronize(descriptor, directory)
    }

    /// Opens a path, closed on exec; never waits for the other end of a FIFO.
    static func open(
        _ path: FilePath, _ mode: FileDescriptor.AccessMode, _ action: String, _ options: FileDescriptor.OpenOptions = []
    ) throws(FileError) -> FileDescriptor {
        do {
            return try FileDescriptor.open(
                path, mode, options: options.union([.closeOnExec, .nonBlocking]),
                permissions: [.ownerReadWrite, .groupReadWrite, .otherReadWrite])
        } catch { throw failure(action, path, error) }
    }

    /// A whole small file; nil when it is missing.
    /// - Throws: ``FileError``; `.fileTooLarge` above `limit` bytes.
    static func read(_ path: FilePath, limit: Int) throws(FileError) -> [UInt8]? {
        let descriptor: FileDescriptor
        do { descriptor = try open(path, .readOnly, "read") } catch  where isAbsence(error) { return nil }
        defer { try? descriptor.close() }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count: Int
            do { count = try block.withUnsafeMutableBytes { try descriptor.read(into: $0) } } catch { throw failure("read", path, error) }
            if count == 0 { return bytes }
            bytes += block[..<count]
            if bytes.count > limit { throw FileError("read", path, .fileTooLarge) }
        }
    }

    /// Writes all of `bytes`.
    static func write(_ bytes: RawSpan, to descriptor: FileDescriptor, _ path: FilePath) throws(FileError) {
        do { _ = try bytes.withUnsafeBytes { try descriptor.writeAll($0) } } catch { throw failure("write", path, error) }
    }

    /// The error for the call that just failed.
    static func last(_ action: String, _ path: FilePath) -> FileError { FileError(action, path, Errno(rawValue: errno)) }

    /// The error for what SystemPackage threw, which is always an `Errno`.
    static func failure(_ action: String, _ path: FilePath, _ error: any Error) -> FileError {
        FileError(action, path, error as? Errno ?? .ioError)
    }
}
