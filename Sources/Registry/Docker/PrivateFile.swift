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
        try FileContent.replace(path, with: bytes, permissions: .ownerReadWrite)
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
