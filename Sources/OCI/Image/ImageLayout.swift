import JSON

/// The `oci-layout` file, which marks a directory as an image layout.
/// - Source: image-spec v1.1 "OCI Image Layout Specification".
package struct ImageLayout: Hashable, Sendable {
    /// The file's name in the directory.
    package static let fileName = "oci-layout"
    package static let version = "1.0.0"
    package var unknown: JSONObject = [:]

    package init() {}
}

extension ImageLayout: JSONDocument {
    package static var documentName: String { "'oci-layout' file" }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case imageLayoutVersion
    }

    package init(from decoder: any Decoder) throws {
        let fields = try FieldReader<CodingKeys>(decoder)
        let version: String = try fields.required(.imageLayoutVersion)
        try fields.require(version == Self.version, .imageLayoutVersion, "'\(version)' is not \(Self.version)")
        unknown = try fields.unknown()
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = try FieldWriter<CodingKeys>(encoder, unknown: unknown)
        try fields.write(.imageLayoutVersion, Self.version)
    }
}
