import Bytes
import Glibc
import SystemPackage

/// The few calls on directories that the cache needs.
enum Directories {
    /// Makes a directory and those above it; one that exists is fine.
    /// - Throws: ``FileError``.
    static func make(_ path: FilePath) throws(FileError) {
        if mkdir(path.string, 0o755) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, path.removingLastComponent() != path, !path.removingLastComponent().isEmpty else {
            throw FileError("create the directory", path, Errno(rawValue: errno))
        }
        try make(path.removingLastComponent())
        guard mkdir(path.string, 0o755) == 0 || errno == EEXIST else {
            throw FileError("create the directory", path, Errno(rawValue: errno))
        }
    }

    /// The names in a directory, in no order; none when it cannot be read.
    static func names(in path: FilePath) -> [String] {
        guard let stream = opendir(path.string) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Removes a file; one that is not there is fine.
    /// - Throws: ``FileError``.
    static func removeFile(_ path: FilePath) throws(FileError) {
        guard unlink(path.string) == 0 || errno == ENOENT else { throw FileError("remove", path, Errno(rawValue: errno)) }
    }
}

/// What `stat` says about a file, links followed.
struct FileFacts {
    let size: Int64
    let isRegular: Bool

    /// Nil when there is no such file.
    init?(_ path: FilePath) {
        var facts = stat()
        guard stat(path.string, &facts) == 0 else { return nil }
        size = Int64(facts.st_size)
        isRegular = facts.st_mode & S_IFMT == S_IFREG
    }
}

extension FileError {
    /// Runs a call of swift-system and turns its error into one that names the file.
    static func wrap<Result>(_ action: String, _ path: FilePath, _ body: () throws -> Result) throws(FileError) -> Result {
        do {
            return try body()
        } catch {
            throw FileError(action, path, error as? Errno ?? .ioError)
        }
    }
}
