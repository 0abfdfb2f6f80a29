import Bytes
import Glibc
import SystemPackage
import Terminal

/// A file that a user names for what a push leaves behind.
///
/// A file is replaced whole. What cannot be replaced is written into: what a link leads to, a device or a pipe, a file that is mounted as
/// Kubernetes' `/dev/termination-log` is, one in a directory that is not ours.
struct ResultFile {
    let path: FilePath

    private static let permissions: FilePermissions = [.ownerReadWrite, .groupReadWrite, .otherReadWrite]

    /// - Throws: ``FileError``.
    func write(_ text: String) throws(FileError) {
        // Opened a second time, as /dev/stdout is, a file would be written from its beginning, over what went there before.
        if let stream = openStream { return stream.write(text) }
        let bytes = Array(text.utf8)
        let kind = try kind()
        guard kind == nil || kind == S_IFREG else { return try overwrite(bytes) }
        do throws(FileError) { try FileContent.replace(path, with: bytes, permissions: Self.permissions) } catch {
            guard kind != nil, Self.isUnreplaceable(error.errno) else { throw error }
            try overwrite(bytes)
        }
    }

    /// The stream of ours that the path is another name for.
    private var openStream: StandardStream? {
        var named = stat()
        guard stat(path.string, &named) == 0 else { return nil }
        let streams: [(FileDescriptor, StandardStream)] = [(.standardOutput, .output), (.standardError, .error)]
        return streams.first { descriptor, _ in
            var open = stat()
            return fstat(descriptor.rawValue, &open) == 0 && open.st_dev == named.st_dev && open.st_ino == named.st_ino
        }?.1
    }

    /// What the path itself is, links not followed; nil when there is nothing.
    private func kind() throws(FileError) -> mode_t? {
        var status = stat()
        guard lstat(path.string, &status) == 0 else {
            let error = Errno(rawValue: errno)
            if error == .noSuchFileOrDirectory { return nil }
            throw FileError("write", path, error)
        }
        return status.st_mode & S_IFMT
    }

    private static func isUnreplaceable(_ error: Errno) -> Bool {
        [.resourceBusy, .improperLink, .permissionDenied, .notPermitted, .readOnlyFileSystem].contains(error)
    }

    private func overwrite(_ bytes: [UInt8]) throws(FileError) {
        do {
            let descriptor = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: Self.permissions)
            _ = try descriptor.closeAfter { try descriptor.writeAll(bytes) }
        } catch {
            throw FileError("write", path, error as? Errno ?? .ioError)
        }
    }
}
