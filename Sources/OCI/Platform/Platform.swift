import JSON

/// What an image runs on: `linux/amd64`, `linux/arm64/v8`.
/// - Source: image-spec v1.1 "Image Index", property `platform`; architecture names are Go's GOARCH.
package struct Platform: Hashable, Sendable, CustomStringConvertible {
    package let os: String
    package let architecture: String
    package let variant: String?
    /// The version of the system that the image needs; only Windows has it.
    package let osVersion: String?
    /// Features of the system that the image needs; only Windows has them.
    package let osFeatures: [String]
    package var unknown: JSONObject = [:]

    /// A platform as it is written somewhere; nothing is normalised.
    package init(os: String, architecture: String, variant: String? = nil, osVersion: String? = nil, osFeatures: [String] = []) {
        self.os = os
        self.architecture = architecture
        self.variant = variant
        self.osVersion = osVersion
        self.osFeatures = osFeatures
    }

    /// Parses `os/architecture[/variant]` and ``normalized``s it: `linux/x86_64` is `linux/amd64`, `linux/arm64/v8` is `linux/arm64`.
    /// - Throws: ``OCIError`` `.invalidPlatform`.
    package init(_ text: String) throws(OCIError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isWord = { (word: String) in
            !word.isEmpty
                && word.utf8.allSatisfy {
                    $0 == 0x2e || $0 == 0x5f || $0 == 0x2d || (0x30...0x39).contains($0) || (0x61...0x7a).contains($0)
                }
        }
        guard (2...3).contains(parts.count), parts.allSatisfy(isWord) else { throw OCIError(.invalidPlatform, text) }
        self = Platform(os: parts[0], architecture: parts[1], variant: parts.count == 3 ? parts[2] : nil).normalized
    }

    package static let linuxAMD64 = Platform(os: "linux", architecture: "amd64")
    package static let linuxARM64 = Platform(os: "linux", architecture: "arm64")

    package var description: String { [os, architecture, variant].compactMap(\.self).joined(separator: "/") }
}

extension Platform: Comparable {
    package static func < (a: Platform, b: Platform) -> Bool { a.description < b.description }
}

extension Platform: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case os, architecture, variant
        case osVersion = "os.version"
        case osFeatures = "os.features"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try FieldReader<CodingKeys>(decoder)
        os = try fields.required(.os)
        architecture = try fields.required(.architecture)
        variant = try fields.text(.variant)
        osVersion = try fields.text(.osVersion)
        osFeatures = try fields.list(.osFeatures)
        unknown = try fields.unknown()
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = try FieldWriter<CodingKeys>(encoder, unknown: unknown)
        try fields.write(.os, os)
        try fields.write(.architecture, architecture)
        try fields.write(.variant, ifPresent: variant)
        try fields.write(.osVersion, ifPresent: osVersion)
        try fields.write(.osFeatures, unlessEmpty: osFeatures)
    }
}
