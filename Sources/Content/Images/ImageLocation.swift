import SystemPackage

/// A place on disk that images come from or go to: `oci:DIR[:NAME]`, `oci-archive:FILE[:NAME]`, `docker-archive:FILE[:NAME]`.
///
/// As in skopeo, the path ends at the first colon; what follows is the image's name in it, colons and all.
/// - Source: containers-transports(5).
package struct ImageLocation: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        /// A directory: an OCI image layout.
        case oci
        /// A tar of an OCI image layout, compressed or not.
        case ociArchive = "oci-archive"
        /// What `docker save` writes, compressed or not.
        case dockerArchive = "docker-archive"
    }

    package let kind: Kind
    package let path: FilePath
    /// The image's name in the layout, or its tag in the docker archive; nil when it is the only one.
    package let name: String?

    package init(_ kind: Kind, _ path: FilePath, name: String? = nil) {
        self.kind = kind
        self.path = path
        self.name = name
    }

    /// Parses a location.
    /// - Throws: ``ContentError`` `.invalidLocation` for an unknown kind, or a missing path or name.
    package init(_ text: String) throws(ContentError) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        let forms = "oci:DIR[:NAME], oci-archive:FILE[:NAME] or docker-archive:FILE[:NAME]"
        guard parts.count > 1, let kind = Kind(rawValue: parts[0]) else {
            throw ContentError(.invalidLocation, text, hint: "write \(forms)")
        }
        guard !parts[1].isEmpty, !parts[1].utf8.contains(0) else {
            throw ContentError(.invalidLocation, text, reason: "the path is missing", hint: "write \(forms)")
        }
        if parts.count == 3, parts[2].isEmpty {
            throw ContentError(
                .invalidLocation, text, reason: "nothing follows the last colon", hint: "leave the colon out, or name the image")
        }
        self.init(kind, FilePath(parts[1]), name: parts.count == 3 ? parts[2] : nil)
    }

    /// Whether `text` begins like a location on disk; other texts are registry references or names.
    package static func isLocation(_ text: String) -> Bool { Kind.allCases.contains { text.hasPrefix($0.rawValue + ":") } }

    package var description: String { ([kind.rawValue, path.string] + (name.map { [$0] } ?? [])).joined(separator: ":") }
}
