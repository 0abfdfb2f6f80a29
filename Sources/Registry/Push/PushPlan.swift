import Content
import OCI

/// Everything below a manifest or an index, in the order a registry takes it.
struct PushPlan: Sendable {
    /// A document and where it belongs.
    struct Document: Sendable {
        let descriptor: Descriptor
        let bytes: [UInt8]
    }

    /// Layers and configs, each digest once.
    let blobs: [Descriptor]
    /// Layers that may not be distributed, each digest once: no registry has their bytes, and no copy needs them.
    let leftOut: [Descriptor]
    /// Manifests before the indexes that name them; the root is the last.
    let documents: [Document]
    let root: Descriptor

    /// Indexes in indexes deeper than this are refused.
    private static let depthLimit = 8

    /// Reads the documents below `root`.
    /// - Throws: ``ContentError`` for one that is missing, damaged or cannot be read; ``OCIError``.
    init(_ root: Descriptor, in content: any BlobSource) async throws {
        var collector = Collector(content: content)
        try await collector.visit(root, depth: 0)
        self.root = root
        blobs = collector.blobs
        leftOut = collector.leftOut
        documents = collector.documents
    }

    private struct Collector {
        let content: any BlobSource
        var seen: Set<Digest> = []
        var blobs: [Descriptor] = []
        var leftOut: [Descriptor] = []
        var documents: [Document] = []

        mutating func visit(_ node: Descriptor, depth: Int) async throws {
            guard seen.insert(node.digest).inserted else { return }
            guard depth <= PushPlan.depthLimit else {
                throw ContentError(
                    .unreadableDocument, "\(node.digest)", reason: "indexes are nested more than \(PushPlan.depthLimit) deep")
            }
            guard !node.mediaType.isNondistributable else { return leftOut.append(node) }
            guard node.mediaType.isIndex || node.mediaType.isManifest else { return blobs.append(node) }
            let bytes = try await content.document(node)
            switch try Manifest(bytes, mediaType: node.mediaType) {
            case .index(let index): for child in index.manifests { try await visit(child, depth: depth + 1) }
            case .image(let image): for child in [image.config] + image.layers { try await visit(child, depth: depth + 1) }
            }
            documents.append(Document(descriptor: node, bytes: bytes))
        }
    }
}
