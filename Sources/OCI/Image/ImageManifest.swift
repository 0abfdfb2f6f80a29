import JSON

/// One image for one platform: its config and its layers, base first.
///
/// OCI and Docker schema 2 are read; OCI alone is written.
/// - Source: image-spec v1.1 "OCI Image Manifest Specification".
package struct ImageManifest: Hashable, Sendable {
    /// As the document says it; nil when it does not.
    package var mediaType: MediaType?
    package var artifactType: MediaType?
    package var config: Descriptor
    /// Base first; at least one.
    package var layers: [Descriptor]
    /// The manifest that this one says something about.
    package var subject: Descriptor?
    package var annotations: [String: String]
    package var unknown: JSONObject = [:]

    package init(config: Descriptor, layers: [Descriptor], annotations: [String: String] = [:]) {
        mediaType = .manifest
        self.config = config
        self.layers = layers
        self.annotations = annotations
    }

    /// The same image with OCI's media types; its bytes and so its digest are others.
    package var convertedToOCI: ImageManifest {
        var copy = self
        copy.mediaType = .manifest
        copy.config = config.convertedToOCI
        copy.layers = layers.map(\.convertedToOCI)
        return copy
    }
}

extension ImageManifest: JSONDocument {
    package static var documentName: String { "image manifest" }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case schemaVersion, mediaType, artifactType, config, layers, subject, annotations
    }

    package init(from decoder: any Decoder) throws {
        let fields = try FieldReader<CodingKeys>(decoder)
        mediaType = try fields.optional(.mediaType)
        unknown = try fields.unknown()
        try fields.requireSchemaVersion2(.schemaVersion)
        // CVE-2021-41190: a document that is both a manifest and an index means different things to different readers.
        try fields.require(unknown["manifests"] == nil, nil, "it has both 'layers' of a manifest and 'manifests' of an index")
        try fields.require(mediaType?.isManifest ?? true, .mediaType, "'\(mediaType?.rawValue ?? "")' is not the type of an image manifest")
        artifactType = try fields.optional(.artifactType)
        config = try fields.required(.config)
        layers = try fields.required(.layers)
        try fields.require(!layers.isEmpty, .layers, "there must be at least one layer")
        subject = try fields.optional(.subject)
        annotations = try fields.map(.annotations)
    }

    package func encode(to encoder: any Encoder) throws {
        guard mediaType == nil || mediaType == .manifest else {
            throw OCIError(
                .invalidDocument, Self.documentName, reason: "only OCI manifests are written, not '\(mediaType?.rawValue ?? "")'")
        }
        guard !layers.isEmpty else { throw OCIError(.invalidDocument, Self.documentName, reason: "there must be at least one layer") }
        var fields = try FieldWriter<CodingKeys>(encoder, unknown: unknown)
        try fields.write(.schemaVersion, 2)
        try fields.write(.mediaType, MediaType.manifest)
        try fields.write(.artifactType, ifPresent: artifactType)
        try fields.write(.config, config)
        try fields.write(.layers, layers)
        try fields.write(.subject, ifPresent: subject)
        try fields.write(.annotations, unlessEmpty: annotations)
    }
}

extension FieldReader {
    /// Refuses every version but the one there has been since Docker's schema 2.
    func requireSchemaVersion2(_ key: Key) throws {
        let version: Int64 = try required(key)
        try require(version == 2, key, version == 1 ? "schema 1 manifests of old Docker are not read" : "\(version) is not 2")
    }
}
