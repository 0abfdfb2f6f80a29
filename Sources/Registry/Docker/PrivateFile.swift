import Bytes
import Glibc
import SystemPackage

/// A small file that nobody but its owner may read, at no moment.
struct PrivateFile {
    private let path: FilePath

    init(_ path: FilePath) { self.path = path }

    /// Writes the file whole or not at all: mode 0600, in a directory that is made with mode 0700 if it is missing.
    /// - Throws: ``FileError``.
    func write(_ bytes: [UInt8]) throws(FileError) {
        try makeDirectories(path.removingLastComponent())
        let temporary = FilePath(path.string + ".\(getpid())-\(UInt32.random(in: 0...UInt32.max))")
        do {
            // Not through a link, nor into a file that somebody else put there.
            let descriptor = try FileDescriptor.open(
                temporary, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec], permissions: .ownerReadWrite)
            try descriptor.closeAfter {
                try descriptor.writeAll(bytes)
                guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
            }
            guard rename(temporary.string, path.string) == 0 else { throw Errno(rawValue: errno) }
        } catch {
            unlink(temporary.string)
            throw FileError("write", path, error as? Errno ?? .ioError)
        }
    }

    private func makeDirectories(_ directory: FilePath) throws(FileError) {
        if directory.isEmpty || mkdir(directory.string, 0o700) == 0 { return }
        switch Errno(rawValue: errno) {
        case .fileExists: return
        case .noSuchFileOrDirectory where directory.lastComponent != nil:
            try makeDirectories(directory.removingLastComponent())
            guard mkdir(directory.string, 0o700) == 0 || errno == EEXIST else {
                throw FileError("create the directory", directory, Errno(rawValue: errno))
            }
        case let code: throw FileError("create the directory", directory, code)
        }
    }
}
