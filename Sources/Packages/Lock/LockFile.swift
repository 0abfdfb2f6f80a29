import Bytes
import Glibc
import OCI
import SystemPackage

/// The file `imgship.lock`: a lock as text that is sorted and reviewable in a diff, one line an artifact.
///
///     version: 1
///     time: 2026-11-23T22:00:00Z
///     bases:
///       python311:
///         request: sha256:...
///         platforms: [linux/amd64, linux/arm64]
///         all:                        # the same on every platform
///         - [tzdata, 2024a-0, debian, pool/main/t/tzdata/..., 295960, sha256:...]
///         linux/amd64:
///         - [libc6, ...]
///     environments: {}                # like bases, by image
///
/// An artifact is a list because the YAML library takes four times as long over maps, and every build reads this file.
package enum LockFile {
    /// Written, and the newest that is read.
    static let version = 1
    static let header =
        "# Written by `imgship lock`: change imgship.yaml and run that again, rather than this file.\n# An artifact: [name, version, source, path, size, digest]\n"

    /// Reads the lock at `path`; nil when there is no such file.
    /// - Throws: ``LockError``, or ``FileError`` when the file cannot be read.
    package static func read(_ path: FilePath) throws -> Lock? {
        let bytes: [UInt8]
        do {
            bytes = try contents(of: path)
        } catch Errno.noSuchFileOrDirectory {
            return nil
        } catch let errno as Errno {
            throw FileError("read", path, errno)
        }
        return try parse(String(decoding: bytes, as: UTF8.self), file: path.string)
    }

    /// Writes the lock beside `path` and renames it, so that a reader sees the old file or the new one.
    /// - Throws: ``FileError``; the old file is untouched then.
    package static func write(_ lock: Lock, to path: FilePath) throws {
        let temporary = FilePath(path.string + ".\(getpid()).tmp")
        do {
            let file = try FileDescriptor.open(
                temporary, .writeOnly, options: [.create, .truncate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            try file.closeAfter {
                try file.writeAll(text(of: lock).utf8)
                guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: Glibc.errno) }
            }
            guard rename(temporary.string, path.string) == 0 else { throw Errno(rawValue: Glibc.errno) }
        } catch let errno as Errno {
            unlink(temporary.string)
            throw FileError("write", path, errno)
        }
    }

    /// - Throws: `Errno`.
    private static func contents(of path: FilePath) throws -> [UInt8] {
        let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
        return try file.closeAfter {
            var bytes: [UInt8] = []
            let size = max(0, Int(try file.seek(offset: 0, from: .end)))
            try file.seek(offset: 0, from: .start)
            bytes.reserveCapacity(size)
            var block = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = try block.withUnsafeMutableBytes { try file.read(into: $0) }
                if count == 0 { return bytes }
                bytes += block[..<count]
            }
        }
    }
}
