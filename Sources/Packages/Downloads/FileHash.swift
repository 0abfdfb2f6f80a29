import Bytes
import OCI
import SystemPackage

/// Reads files block by block.
enum FileHash {
    static let blockSize = 256 * 1024

    /// The digest of a file; blocks, so call it on a ``BlockingThread``.
    /// - Throws: ``FileError``.
    static func digest(of path: FilePath, _ algorithm: HashAlgorithm) throws(FileError) -> Digest {
        var hasher = ContentHasher(algorithm)
        try FileError.wrap("read", path) {
            let descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
            defer { try? descriptor.close() }
            while case let block = try readBlock(descriptor), !block.isEmpty { hasher.update(block.span.bytes) }
        }
        return Digest(algorithm, hash: hasher.finish())
    }

    /// The next bytes of an open file; none at its end.
    static func readBlock(_ descriptor: FileDescriptor) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: blockSize) { buffer, count in
            count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
    }
}
