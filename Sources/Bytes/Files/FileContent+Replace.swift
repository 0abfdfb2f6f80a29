import Glibc
import SystemPackage

extension FileContent {
    /// Gives a small file new content, whole or not at all; after a power cut too.
    /// - Parameter permissions: of the file, less the user's umask; no moment lets anybody else read it.
    /// - Throws: ``FileError``.
    package static func replace(_ path: FilePath, with bytes: [UInt8], permissions: FilePermissions) throws(FileError) {
        let temporary = FilePath(path.string + ".\(getpid())-\(UInt32.random(in: 0...UInt32.max))")
        do {
            // Not through a link, nor into a file that somebody else put there.
            let descriptor = try FileDescriptor.open(
                temporary, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec], permissions: permissions)
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
}
