import OCI

/// Reads the documents of an image, wherever it is.
package struct ImageReader: Sendable {
    /// As the user named it.
    package let name: String
    package let content: any BlobSource

    /// Indexes in indexes deeper than this are refused.
    private static let depthLimit = 8

    package init(_ name: String, in content: any BlobSource) {
        self.name = name
        self.content = content
    }

    /// A manifest or an index.
    /// - Throws: ``ContentError`` `.unreadableDocument` with what is wrong with it, and what the place itself throws.
    package func manifest(_ descriptor: Descriptor) async throws -> Manifest {
        let bytes = try await content.document(descriptor)
        return try LayoutDirectory.reading("the manifest \(descriptor.digest) of '\(name)'") { () throws(OCIError) in
            try Manifest(bytes, mediaType: descriptor.mediaType)
        }
    }

    /// The config of an image; nil for what is another kind of artifact.
    /// - Throws: as ``manifest(_:)``.
    package func config(_ descriptor: Descriptor) async throws -> ImageConfig? {
        guard descriptor.mediaType.isConfig else { return nil }
        let bytes = try await content.document(descriptor)
        return try LayoutDirectory.reading("the image config \(descriptor.digest) of '\(name)'") { () throws(OCIError) in
            try CanonicalJSON.decode(ImageConfig.self, from: bytes)
        }
    }

    /// The manifests below a manifest or an index, in their order, with what the indexes say of them.
    /// - Throws: as ``manifest(_:)``.
    package func manifests(below root: Descriptor) async throws -> [Descriptor] {
        try await manifests(below: root, depth: 0)
    }

    /// The manifest for a platform; with nil, the only one there is.
    /// - Throws: ``ContentError`` `.missingPlatform` with the platforms there are; as ``manifest(_:)``.
    package func find(_ platform: Platform?, below root: Descriptor) async throws -> Descriptor {
        let images = try await manifests(below: root).filter { !$0.isAttestation }
        guard let platform else {
            guard images.count == 1, let only = images.first else {
                let there = images.compactMap(\.platform?.description).joined(separator: ", ")
                throw ContentError(
                    .missingPlatform, "single image in '\(name)'", reason: "it is for \(there)", hint: "name one with --platform")
            }
            return only
        }
        let chosen: Descriptor
        do { chosen = try ImageIndex(manifests: images).manifest(for: platform) } catch {
            throw ContentError(.missingPlatform, "image for '\(platform)' in '\(name)'", reason: error.reason)
        }
        // What no index says is in the config.
        if chosen.platform == nil, case .image(let manifest) = try await manifest(chosen),
            let found = try await config(manifest.config)?.platform, !found.matches(platform)
        {
            throw ContentError(.missingPlatform, "image for '\(platform)' in '\(name)'", reason: "it is for \(found)")
        }
        return chosen
    }

    private func manifests(below node: Descriptor, depth: Int) async throws -> [Descriptor] {
        guard node.mediaType.isIndex else { return [node] }
        guard depth < Self.depthLimit else {
            throw ContentError(.unreadableDocument, "\(node.digest)", reason: "indexes are nested more than \(Self.depthLimit) deep")
        }
        guard case .index(let index) = try await manifest(node) else { return [node] }
        var found: [Descriptor] = []
        for child in index.manifests { found += try await manifests(below: child, depth: depth + 1) }
        return found
    }
}

extension Descriptor {
    /// Whether this says something about an image (how it was built, what is in it) and is none itself.
    /// - Source: buildkit, docs/attestations/attestation-storage.md.
    package var isAttestation: Bool {
        annotations["vnd.docker.reference.type"] == "attestation-manifest" || platform?.os == "unknown"
    }
}
