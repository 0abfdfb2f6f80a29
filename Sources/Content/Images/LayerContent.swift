import Archive
import Bytes
import OCI

/// The uncompressed tar of a layer that is in a layout.
struct LayerContent {
    let descriptor: Descriptor
    private let layout: LayoutDirectory
    private let compression: LayerCompression

    /// What a layer's tar turned out to be.
    struct Measure: Hashable { let diffID: Digest, size: Int64 }

    /// - Throws: ``ContentError`` `.unsupported` when the descriptor's type is not that of a layer.
    init(_ descriptor: Descriptor, in layout: LayoutDirectory) throws {
        guard let compression = descriptor.mediaType.layerCompression else {
            throw ContentError(.unsupported, "the layer \(descriptor.digest) is of the unsupported type '\(descriptor.mediaType)'")
        }
        self.descriptor = descriptor
        self.layout = layout
        self.compression = compression
    }

    /// A layer of unknown compression: told from its first bytes.
    init(sniffing blob: BlobIdentity, in layout: LayoutDirectory) throws {
        let start = try layout.open(blob).next().prefix(4)
        compression = start.starts(with: [0x1f, 0x8b]) ? .gzip : start.elementsEqual([0x28, 0xb5, 0x2f, 0xfd]) ? .zstd : .none
        let type: MediaType =
            switch compression {
            case .none: .layer
            case .gzip: .layerGzip
            case .zstd: .layerZstd
            }
        descriptor = Descriptor(mediaType: type, digest: blob.digest, size: blob.size)
        self.layout = layout
    }

    /// Gives the tar to `body` in blocks.
    ///
    /// Only a tar that is stored as it is is verified by this; for others compare ``measure()`` with the image's config.
    /// - Throws: ``ContentError`` `.missingBlob`, `.damagedBlob`; ``FileError``; what `body` throws.
    func readBlocks(_ body: (RawSpan) throws -> Void) throws {
        let blob = descriptor.blob
        if compression == .none { return try layout.open(blob).readBlocks(body) }
        guard try layout.contains(blob) else { throw ContentError.missing(blob.digest, in: layout.root) }
        do { try RawReader(file: layout.path(of: blob.digest)).readBlocks(body) } catch let error as ArchiveError
            where error.code == .unreadable
        {
            throw ContentError.damaged(at: layout.path(of: blob.digest), error.reason ?? error.summary)
        }
    }

    /// The diffID and the size of the tar, by reading all of it.
    func measure(_ algorithm: HashAlgorithm) throws -> Measure {
        var hasher = ContentHasher(algorithm)
        var size: Int64 = 0
        try readBlocks { block in
            hasher.update(block)
            size += Int64(block.byteCount)
        }
        return Measure(diffID: Digest(algorithm, hash: hasher.finish()), size: size)
    }
}
