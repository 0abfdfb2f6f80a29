import Bytes
import OCI
import SystemPackage

/// Writes one artifact into the cache and verifies it on the way; without `finish` nothing stays.
package struct CacheWriter: ~Copyable {
    package let digest: Digest
    /// In bytes.
    package let expectedSize: Int64
    /// How many bytes came so far.
    package private(set) var size: Int64 = 0
    private let file: PartialFile
    private let target: FilePath
    private var hasher: ContentHasher

    init(_ digest: Digest, size: Int64, file: consuming PartialFile, target: FilePath) {
        self.digest = digest
        expectedSize = size
        self.file = file
        self.target = target
        hasher = ContentHasher(digest.algorithm)
    }

    /// Adds bytes.
    /// - Throws: ``ContentMismatch`` `.tooLong` beyond the expected size; ``FileError``.
    package mutating func write(_ bytes: [UInt8]) throws {
        let (total, overflows) = size.addingReportingOverflow(Int64(bytes.count))
        guard !overflows, total <= expectedSize else { throw ContentMismatch.tooLong(expected: expectedSize) }
        try file.write(bytes)
        hasher.update(bytes.span.bytes)
        size = total
    }

    /// Verifies, syncs, and gives the file its name.
    /// - Throws: ``ContentMismatch`` when size or digest is another one; ``FileError``.
    package consuming func finish() async throws -> FilePath {
        guard size == expectedSize else { throw ContentMismatch.size(expected: expectedSize, got: size) }
        let got = Digest(digest.algorithm, hash: hasher.finish())
        guard got == digest else { throw ContentMismatch.digest(expected: digest, got: got) }
        try await file.publish(as: target)
        return target
    }
}

/// Bytes that are not the ones the lock names.
package enum ContentMismatch: Error, Equatable, CustomStringConvertible {
    case tooLong(expected: Int64)
    case size(expected: Int64, got: Int64)
    case digest(expected: Digest, got: Digest)

    package var description: String {
        switch self {
        case .tooLong(let expected): "wrong size: expected \(expected) bytes, got more"
        case .size(let expected, let got): "wrong size: expected \(expected) bytes, got \(got)"
        case .digest(let expected, let got): "wrong digest: expected \(expected), got \(got)"
        }
    }
}
