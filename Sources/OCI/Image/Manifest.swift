import JSON

/// What a registry or a layout gives for a digest or a tag: one image, or an index of several.
package enum Manifest: Hashable, Sendable {
    case image(ImageManifest)
    case index(ImageIndex)

    /// Reads either kind.
    /// - Parameter mediaType: what the descriptor or the server said it is; nil to go by the document alone.
    /// - Parameter limit: the most bytes it may have.
    /// - Throws: ``OCIError`` `.invalidDocument`, also when the document says it is something else than `mediaType`.
    package init(_ bytes: [UInt8], mediaType: MediaType?, limit: Int = CanonicalJSON.defaultLimit) throws(OCIError) {
        let head = try CanonicalJSON.decode(Head.self, from: bytes, limit: limit, name: "manifest")
        if let mediaType, let written = head.mediaType, written != mediaType {
            throw OCIError(.invalidDocument, "manifest", reason: "it was announced as '\(mediaType)' but says it is '\(written)'")
        }
        switch mediaType ?? head.mediaType {
        case let type? where type.isIndex:
            self = .index(try CanonicalJSON.decode(ImageIndex.self, from: bytes, limit: limit))
        case let type? where type.isManifest:
            self = .image(try CanonicalJSON.decode(ImageManifest.self, from: bytes, limit: limit))
        case let type?:
            throw OCIError(.invalidDocument, "manifest", reason: "'\(type)' is neither a manifest nor an index")
        case nil where head.manifests != nil:
            self = .index(try CanonicalJSON.decode(ImageIndex.self, from: bytes, limit: limit))
        case nil:
            self = .image(try CanonicalJSON.decode(ImageManifest.self, from: bytes, limit: limit))
        }
    }

    private struct Head: Decodable {
        let mediaType: MediaType?
        let manifests: JSONValue?
    }
}
