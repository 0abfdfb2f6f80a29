import Bytes
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
///     base-images:                    # left out when there are none
///       python:3.12-slim:
///         digest: sha256:...
///         linux/amd64: [sha256:..., 1745, application/vnd.oci.image.manifest.v1+json]
///
/// An artifact is a list because the YAML library takes four times as long over maps, and every build reads this file.
package enum LockFile {
    /// Written, and the newest that is read.
    static let version = 1
    static let imagesKey = "base-images"
    static let header =
        "# Written by `imgship lock`: change imgship.yaml and run that again, rather than this file.\n# An artifact: [name, version, source, path, size, digest]\n"

    /// Reads the lock at `path`; nil when there is no such file.
    /// - Parameter name: the file as the user knows it, for messages.
    /// - Throws: ``LockError``, or ``FileError`` when the file cannot be read.
    package static func read(_ path: FilePath, name: String) throws -> Lock? {
        guard let bytes = try FileContent.readIfPresent(path, limit: 64 << 20) else { return nil }
        return try parse(String(decoding: bytes, as: UTF8.self), file: name)
    }

    /// Writes the lock beside `path` and renames it, so that a reader sees the old file or the new one.
    /// - Throws: ``FileError``; the old file is untouched then.
    package static func write(_ lock: Lock, to path: FilePath) throws(FileError) {
        try FileContent.replace(path, with: Array(text(of: lock).utf8), permissions: [.ownerReadWrite, .groupRead, .otherRead])
    }
}
