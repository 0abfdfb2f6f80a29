import JSON

/// How one layer, or one change of the config, came to be.
package struct History: Hashable, Sendable {
    package var created: Timestamp?
    package var createdBy: String?
    package var author: String?
    package var comment: String?
    /// Whether this step changed the config alone and has no layer.
    package var isEmptyLayer = false
    package var unknown: JSONObject = [:]

    package init(createdBy: String? = nil, comment: String? = nil, created: Timestamp? = nil) {
        self.createdBy = createdBy
        self.comment = comment
        self.created = created
    }
}

extension History: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case created, author, comment
        case createdBy = "created_by"
        case isEmptyLayer = "empty_layer"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try FieldReader<CodingKeys>(decoder)
        created = try fields.optional(.created)
        createdBy = try fields.text(.createdBy)
        author = try fields.text(.author)
        comment = try fields.text(.comment)
        isEmptyLayer = try fields.optional(.isEmptyLayer) ?? false
        unknown = try fields.unknown()
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = try FieldWriter<CodingKeys>(encoder, unknown: unknown)
        try fields.write(.created, ifPresent: created)
        try fields.write(.createdBy, ifPresent: createdBy)
        try fields.write(.author, ifPresent: author)
        try fields.write(.comment, ifPresent: comment)
        if isEmptyLayer { try fields.write(.isEmptyLayer, true) }
    }
}
