import JSON

/// The layers of an image by their uncompressed contents.
package struct RootFS: Hashable, Sendable {
    /// The digest of each layer's tar, base first.
    package var diffIDs: [Digest]
    package var unknown: JSONObject = [:]

    package init(diffIDs: [Digest] = []) { self.diffIDs = diffIDs }
}

extension RootFS: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case type
        case diffIDs = "diff_ids"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try FieldReader<CodingKeys>(decoder)
        let type: String = try fields.required(.type)
        try fields.require(type == "layers", .type, "'\(type)' is not 'layers'")
        diffIDs = try fields.required(.diffIDs)
        unknown = try fields.unknown()
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = try FieldWriter<CodingKeys>(encoder, unknown: unknown)
        try fields.write(.type, "layers")
        try fields.write(.diffIDs, diffIDs)
    }
}
