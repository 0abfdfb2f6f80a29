import Bytes
import OCI
import SystemPackage

/// Reads one blob from disk and checks it on the way: the end is only reached when size and digest were right.
///
/// What it gives before the end must not be trusted for good yet. A class, so that it can feed an archive reader. One thread uses it.
package final class BlobReader {
    private let path: FilePath
    private let blob: BlobIdentity
    private let descriptor: FileDescriptor
    private var hasher: ContentHasher?
    private var offset: Int64 = 0
    /// What the check at the end said; nil until then.
    private var verdict: Result<Void, ContentError>?
    private var buffer: [UInt8]

    private static let blockSize = 256 << 10

    init(_ blob: BlobIdentity, at path: FilePath, in root: FilePath) throws {
        self.path = path
        self.blob = blob
        descriptor = try Self.open(blob, path, root)
        hasher = ContentHasher(blob.digest.algorithm)
        buffer = [UInt8](repeating: 0, count: Self.blockSize)
        let status = try? descriptor.stat()
        guard let status, status.type == .regular else { throw ContentError.damaged(at: path, "it is not a file") }
        guard status.size == blob.size else { throw ContentError.damaged(at: path, "it has \(status.size) bytes, not \(blob.size)") }
    }

    deinit { try? descriptor.close() }

    /// The following bytes, at most 256 KiB; empty at the end, once everything was found right.
    /// - Throws: ``ContentError`` `.damagedBlob`; ``FileError``.
    package func next() throws -> [UInt8] {
        let count = try fill()
        return Array(buffer[..<count])
    }

    /// Gives all bytes that are left to `body` in blocks of at most 256 KiB, and returns once everything was found right.
    /// - Throws: ``ContentError`` `.damagedBlob`; ``FileError``; what `body` throws.
    package func readBlocks(_ body: (RawSpan) throws -> Void) throws {
        while true {
            let count = try fill()
            if count == 0 { return }
            try buffer.withUnsafeBytes { try body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: $0[..<count]))) }
        }
    }

    private static func open(_ blob: BlobIdentity, _ path: FilePath, _ root: FilePath) throws -> FileDescriptor {
        do { return try Disk.open(path, .readOnly, "read") } catch  where Disk.isAbsence(error) {
            throw ContentError.missing(blob.digest, in: root)
        }
    }

    /// Reads the next block into the buffer; 0 at the end, after the check.
    private func fill() throws -> Int {
        if let verdict {
            try verdict.get()
            return 0
        }
        let count: Int
        do { count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) } } catch { throw Disk.failure("read", path, error) }
        offset += Int64(count)
        buffer.withUnsafeBytes { hasher?.update(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: $0[..<count]))) }
        if count == 0, let hash = hasher.take()?.finish() {
            let result = judge(Digest(blob.digest.algorithm, hash: hash))
            verdict = result
            try result.get()
        }
        return count
    }

    private func judge(_ found: Digest) -> Result<Void, ContentError> {
        guard offset == blob.size else { return .failure(.damaged(at: path, "it has \(offset) bytes, not \(blob.size)")) }
        guard found == blob.digest else { return .failure(.damaged(at: path, "its bytes hash to \(found)")) }
        return .success(())
    }
}
