import JSON

/// How an image is run and what its layers hold.
/// - Source: image-spec v1.1 "OCI Image Configuration".
package struct ImageConfig: Hashable, Sendable {
    package var created: Timestamp?
    package var author: String?
    package var platform: Platform
    package var config: ContainerConfig
    package var rootfs: RootFS
    package var history: [History]
    package var unknown: JSONObject = [:]

    package init(
        platform: Platform, config: ContainerConfig = ContainerConfig(), rootfs: RootFS = RootFS(), history: [History] = [],
        created: Timestamp? = nil
    ) {
        self.platform = platform
        self.config = config
        self.rootfs = rootfs
        self.history = history
        self.created = created
    }
}

extension ImageConfig: JSONDocument {
    package static var documentName: String { "image config" }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case created, author, architecture, os, variant, config, rootfs, history
        case osVersion = "os.version"
        case osFeatures = "os.features"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try FieldReader<CodingKeys>(decoder)
        created = try fields.optional(.created)
        author = try fields.text(.author)
        platform = Platform(
            os: try fields.required(.os), architecture: try fields.required(.architecture), variant: try fields.text(.variant),
            osVersion: try fields.text(.osVersion), osFeatures: try fields.list(.osFeatures))
        config = try fields.optional(.config) ?? ContainerConfig()
        rootfs = try fields.required(.rootfs)
        history = try fields.list(.history)
        unknown = try fields.unknown()
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = try FieldWriter<CodingKeys>(encoder, unknown: unknown)
        try fields.write(.created, ifPresent: created)
        try fields.write(.author, ifPresent: author)
        try fields.write(.architecture, platform.architecture)
        try fields.write(.os, platform.os)
        try fields.write(.variant, ifPresent: platform.variant)
        try fields.write(.osVersion, ifPresent: platform.osVersion)
        try fields.write(.osFeatures, unlessEmpty: platform.osFeatures)
        if config != ContainerConfig() { try fields.write(.config, config) }
        try fields.write(.rootfs, rootfs)
        try fields.write(.history, unlessEmpty: history)
    }
}
