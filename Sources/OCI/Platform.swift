/// What an image runs on: `linux/amd64`, `linux/arm64/v8`.
/// - Source: image-spec v1.1 "Image Index", property `platform`; architecture names are Go's GOARCH.
package struct Platform: Hashable, Sendable, CustomStringConvertible {
    package let os: String
    package let architecture: String
    package let variant: String?

    package init(os: String, architecture: String, variant: String? = nil) {
        self.os = os
        self.architecture = architecture
        self.variant = variant
    }

    /// Parses `os/architecture[/variant]`, with containerd's normalisation: `x86_64` is `amd64`, `aarch64` and `arm64/v8` are `arm64`.
    package init(_ text: String) throws(OCIError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isWord = { (word: String) in
            !word.isEmpty
                && word.utf8.allSatisfy {
                    $0 == 0x2e || $0 == 0x5f || $0 == 0x2d || (0x30...0x39).contains($0) || (0x61...0x7a).contains($0)
                }
        }
        guard (2...3).contains(parts.count), parts.allSatisfy(isWord) else { throw OCIError(.invalidPlatform, text) }
        let architecture = ["x86_64": "amd64", "aarch64": "arm64"][parts[1]] ?? parts[1]
        let variant = parts.count == 3 ? parts[2] : nil
        self.init(os: parts[0], architecture: architecture, variant: architecture == "arm64" && variant == "v8" ? nil : variant)
    }

    package static let linuxAMD64 = Platform(os: "linux", architecture: "amd64")
    package static let linuxARM64 = Platform(os: "linux", architecture: "arm64")

    package var description: String { [os, architecture, variant].compactMap(\.self).joined(separator: "/") }
}

extension Platform: Comparable {
    package static func < (a: Platform, b: Platform) -> Bool { a.description < b.description }
}
