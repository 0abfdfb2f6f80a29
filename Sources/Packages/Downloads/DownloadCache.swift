import Bytes
import OCI
import SystemPackage

/// Downloaded files by their digest, in a directory that several projects and processes share.
///
///     <root>/sha256/9f/9f2c...     complete, verified, never changed
///     <root>/partial/...           being written; locked by its writer
package struct DownloadCache: Sendable {
    package let root: FilePath

    /// Opens the cache, and removes what killed processes left behind.
    /// - Throws: ``FileError`` when its directories cannot be made.
    package init(_ root: FilePath) throws(FileError) {
        self.root = root
        try Directories.make(partial)
        PartialFile.removeLeftovers(in: partial)
    }

    var partial: FilePath { root.appending("partial") }

    /// Where an artifact is, or would be.
    package func path(of digest: Digest) -> FilePath {
        root.appending(digest.algorithm.rawValue).appending(String(digest.hex.prefix(2))).appending(digest.hex)
    }

    /// The artifact's path, if it is here in its full size.
    ///
    /// Name and size are trusted: a file gets its name only after its digest was verified. Who reads it for good verifies again.
    package func find(_ digest: Digest, size: Int64) -> FilePath? {
        let path = path(of: digest)
        return FileFacts(path).map { $0.isRegular && $0.size == size } == true ? path : nil
    }

    /// A writer for one artifact, which is in the cache once the writer has finished.
    /// - Throws: ``FileError``.
    package func write(_ digest: Digest, size: Int64) throws(FileError) -> CacheWriter {
        CacheWriter(digest, size: size, file: try PartialFile(in: partial), target: path(of: digest))
    }

    /// Reads a cached file in full.
    /// - Returns: whether it is here and has the digest; one that has another is removed.
    /// - Throws: ``FileError`` when it cannot be read.
    package func verify(_ digest: Digest) async throws -> Bool {
        let path = path(of: digest)
        guard FileFacts(path) != nil else { return false }
        let isRight = try await BlockingThread.run { try FileHash.digest(of: path, digest.algorithm) == digest }
        if !isRight { try Directories.removeFile(path) }
        return isRight
    }
}
