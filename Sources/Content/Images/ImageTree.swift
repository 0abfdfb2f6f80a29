import Bytes
import OCI

/// What an index or a manifest in a layout refers to, all the way down.
struct ImageTree {
    let layout: LayoutDirectory

    /// Indexes in indexes deeper than this are refused.
    private static let depthLimit = 8

    /// What to do about a document that is referred to but not there.
    enum Gaps { case refuse, skip }

    /// Every descriptor reachable from `root`, each digest once; what a document refers to comes before the document.
    /// - Throws: ``ContentError`` for a document that is damaged or cannot be read, and for a missing one unless `gaps` says otherwise.
    func reachable(from root: Descriptor, gaps: Gaps) throws -> [Descriptor] {
        var seen: Set<Digest> = []
        var found: [Descriptor] = []
        try visit(root, gaps, depth: 0, &seen, &found)
        return found
    }

    private func visit(_ node: Descriptor, _ gaps: Gaps, depth: Int, _ seen: inout Set<Digest>, _ found: inout [Descriptor]) throws {
        guard seen.insert(node.digest).inserted else { return }
        guard depth <= Self.depthLimit else {
            throw ContentError(.unreadableDocument, "\(node.digest)", reason: "indexes are nested more than \(Self.depthLimit) deep")
        }
        if try gaps == .refuse || layout.contains(node.blob) {
            for child in try children(of: node) { try visit(child, gaps, depth: depth + 1, &seen, &found) }
        }
        found.append(node)
    }

    private func children(of node: Descriptor) throws -> [Descriptor] {
        guard node.mediaType.isIndex || node.mediaType.isManifest else { return [] }
        switch try layout.manifest(node) {
        case .index(let index): return index.manifests
        case .image(let manifest):
            // Layers that may not be distributed are left where they are.
            return try [manifest.config] + manifest.layers.filter { try !$0.mediaType.isNondistributable || layout.contains($0.blob) }
        }
    }
}
