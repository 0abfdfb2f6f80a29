import Bytes
import OCI
import SystemPackage

/// An OCI image layout on disk, for reading: blobs by digest and an index of images by name. Nothing in it is trusted unverified.
/// - Source: image-spec v1.1 "Image Layout".
package struct LayoutDirectory: Sendable {
    package let root: FilePath

    /// Documents (manifests, indexes, configs) larger than this are refused: they are held in memory. The spec asks for 4 MiB at least.
    package static let documentLimit = 16 << 20

    /// Opens a layout that is there.
    /// - Throws: ``ContentError`` `.notAStore`, `.newerStore`; ``FileError``.
    package init(_ root: FilePath) throws {
        self.root = root
        guard let marker = try Disk.read(root.appending(ImageLayout.fileName), limit: 4096) else {
            let reason = try Disk.information(root) == nil ? "there is no such directory" : "it has no file 'oci-layout'"
            throw ContentError(.notAStore, root.string, reason: reason)
        }
        try Self.check(marker, of: root.string)
    }

    /// Refuses a layout of an unknown version.
    /// - Parameter marker: what the file `oci-layout` holds.
    static func check(_ marker: [UInt8], of name: String) throws {
        struct Marker: Decodable { let imageLayoutVersion: String }
        guard let found = try? CanonicalJSON.decode(Marker.self, from: marker) else {
            throw ContentError(.notAStore, name, reason: "its file 'oci-layout' names no version")
        }
        guard found.imageLayoutVersion == ImageLayout.version else {
            throw ContentError(
                .newerStore, name,
                reason: "its image layout version is '\(found.imageLayoutVersion)', this program knows \(ImageLayout.version)",
                hint: "use a newer imgship, or another directory")
        }
    }

    /// Where the blob of a digest is, or would be.
    package func path(of digest: Digest) -> FilePath {
        root.appending("blobs").appending(digest.algorithm.rawValue).appending(digest.hex)
    }

    /// Whether a blob of this digest and size is there; its bytes are not read.
    package func contains(_ blob: BlobIdentity) throws -> Bool {
        guard let status = try Disk.information(path(of: blob.digest)) else { return false }
        return status.type == .regular && status.size == blob.size
    }

    /// Opens a blob for reading as a stream.
    /// - Throws: ``ContentError`` `.missingBlob`, or `.damagedBlob` when its size is wrong; ``FileError``.
    package func open(_ blob: BlobIdentity) throws -> BlobReader {
        try BlobReader(blob, at: path(of: blob.digest), in: root)
    }

    /// A whole blob, verified.
    /// - Throws: as ``open(_:)`` and ``BlobReader``; ``ContentError`` `.unreadableDocument` when it is larger than `limit` bytes.
    package func read(_ blob: BlobIdentity, limit: Int = documentLimit) throws -> [UInt8] {
        guard blob.size <= limit else {
            throw ContentError(.unreadableDocument, "\(blob.digest)", reason: "it has \(blob.size) bytes; at most \(limit) are read")
        }
        var bytes: [UInt8] = []
        try open(blob).readBlocks { block in block.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }
}
