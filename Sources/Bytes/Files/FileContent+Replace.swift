import Glibc
import SystemPackage

extension FileContent {
    /// Gives a small file new content, whole or not at all; after a power cut too.
    /// - Parameter permissions: of the file, less the user's umask; no moment lets anybody else read it.
    /// - Throws: ``FileError``.
    package static func replace(_ path: FilePath, with bytes: [UInt8], permissions: FilePermissions) throws(FileError) {
        try publish(path, bytes, permissions) { rename($0, $1) }
    }

    /// Whether ``replace(_:with:permissions:)`` may write where the file is: its directory is there, and lets us.
    package static func canReplace(_ path: FilePath) -> Bool {
        access(path.removingLastComponent().string, W_OK | X_OK) == 0
    }

    /// Makes a small file with its content, whole or not at all, and never in the place of another.
    /// - Throws: ``FileError``; `.fileExists` when something has that name already.
    package static func create(_ path: FilePath, with bytes: [UInt8], permissions: FilePermissions) throws(FileError) {
        // A second name for the finished file: unlike a rename, that fails where there is one already.
        try publish(path, bytes, permissions) { link($0, $1) == 0 ? unlink($0) : -1 }
    }

    private static func publish(
        _ path: FilePath, _ bytes: [UInt8], _ permissions: FilePermissions, _ move: (_ from: String, _ to: String) -> CInt
    ) throws(FileError) {
        let temporary = FilePath(path.string + ".\(getpid())-\(UInt32.random(in: 0...UInt32.max))")
        do {
            // Not through a link, nor into a file that somebody else put there.
            let descriptor = try FileDescriptor.open(
                temporary, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec], permissions: permissions)
            try descriptor.closeAfter {
                try descriptor.writeAll(bytes)
                guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
            }
            guard move(temporary.string, path.string) == 0 else { throw Errno(rawValue: errno) }
        } catch {
            unlink(temporary.string)
            throw FileError("write", path, error as? Errno ?? .ioError)
        }
    }
}
