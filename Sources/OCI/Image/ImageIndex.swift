import JSON

/// One image for several platforms, or the contents of an image layout: a list of manifests.
///
/// OCI indexes and Docker manifest lists are read; OCI alone is written.
/// - Source: image-spec v1.1 "OCI Image Index Specification".
package struct ImageIndex: Hashable, Sendable {
    /// As the document says it; nil when it does not.
    package var mediaType: MediaType?
    package var artifactType: MediaType?
    package var manifests: [Descriptor]
    /// The manifest that this index says something about.
    package var subject: Descriptor?
    package var annotations: [String: String]
    package var unknown: JSONObject = [:]

    package init(manifests: [Descriptor] = [], annotations: [String: String] = [:]) {
        mediaType = .index
        self.manifests = manifests
        self.annotations = annotations
    }

    /// The manifest that fits `wanted` best; among equals the first.
    ///
    /// Entries without a platform fit nothing, but for the only entry of an index: what it runs on is then in its config.
    /// - Throws: ``OCIError`` `.platformNotFound` with the platforms there are.
    package func manifest(for wanted: Platform) throws(OCIError) -> Descriptor {
        var best: (descriptor: Descriptor, distance: Int)?
        for descriptor in manifests {
            guard let distance = descriptor.platform?.distance(from: wanted), distance < best?.distance ?? .max else { continue }
            best = (descriptor, distance)
        }
        if let best { return best.descriptor }
        if manifests.count == 1, let only = manifests.first, only.platform == nil { return only }
        let there = manifests.compactMap { $0.platform?.description }.filter { $0 != "unknown/unknown" }
        throw OCIError(
            .platformNotFound, wanted.description,
            reason: there.isEmpty ? "its index names no platform" : "it is for \(there.joined(separator: ", "))")
    }
}

extension ImageIndex: JSONDocument {
    package static var documentName: String { "image index" }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case schemaVersion, mediaType, artifactType, manifests, subject, annotations
    }

    package init(from decoder: any Decoder) throws {
        let fields = try FieldReader<CodingKeys>(decoder)
        mediaType = try fields.optional(.mediaType)
        unknown = try fields.unknown()
        try fields.requireSchemaVersion2(.schemaVersion)
        // CVE-2021-41190: a document that is both a manifest and an index means different things to different readers.
        let isAmbiguous = unknown["layers"] != nil || unknown["config"] != nil || unknown["fsLayers"] != nil
        try fields.require(!isAmbiguous, nil, "it has both 'manifests' of an index and 'layers' or 'config' of a manifest")
        try fields.require(mediaType?.isIndex ?? true, .mediaType, "'\(mediaType?.rawValue ?? "")' is not the type of an image index")
        artifactType = try fields.optional(.artifactType)
        manifests = try fields.required(.manifests)
        subject = try fields.optional(.subject)
        annotations = try fields.map(.annotations)
    }

    package func encode(to encoder: any Encoder) throws {
        guard mediaType == nil || mediaType == .index else {
            throw OCIError(.invalidDocument, Self.documentName, reason: "only OCI indexes are written, not '\(mediaType?.rawValue ?? "")'")
        }
        var fields = try FieldWriter<CodingKeys>(encoder, unknown: unknown)
        try fields.write(.schemaVersion, 2)
        try fields.write(.mediaType, MediaType.index)
        try fields.write(.artifactType, ifPresent: artifactType)
        try fields.write(.manifests, manifests)
        try fields.write(.subject, ifPresent: subject)
        try fields.write(.annotations, unlessEmpty: annotations)
    }
}
