import Bytes

/// What a blob is: `application/vnd.oci.image.manifest.v1+json`.
///
/// Compared to the letter. Once it exists it follows RFC 6838 section 4.2, whether it is known here or not.
/// - Source: image-spec v1.1 "OCI Image Media Types"; Docker's from "Image Manifest Version 2, Schema 2".
package struct MediaType {
    package let rawValue: String

    /// Parses `type/subtype`, without parameters.
    /// - Throws: ``OCIError`` `.invalidMediaType`.
    package init(_ text: String) throws(OCIError) {
        guard let type = MediaType(rawValue: text) else { throw OCIError(.invalidMediaType, text) }
        self = type
    }

    /// The type that `rawValue` is; nil when it is none.
    ///
    /// There is no conformance to `RawRepresentable`: its JSON form would compete with that of ``TextValue``.
    package init?(rawValue: String) {
        let halves = rawValue.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy(Self.isName) else { return nil }
        self.rawValue = rawValue
    }

    /// A type known to be right: one of the constants below.
    private init(known text: String) { rawValue = text }

    package static let manifest = MediaType(known: "application/vnd.oci.image.manifest.v1+json")
    package static let index = MediaType(known: "application/vnd.oci.image.index.v1+json")
    package static let config = MediaType(known: "application/vnd.oci.image.config.v1+json")
    package static let layer = MediaType(known: "application/vnd.oci.image.layer.v1.tar")
    package static let layerGzip = MediaType(known: "application/vnd.oci.image.layer.v1.tar+gzip")
    package static let layerZstd = MediaType(known: "application/vnd.oci.image.layer.v1.tar+zstd")
    /// The two bytes `{}`, where an artifact has nothing to say.
    package static let empty = MediaType(known: "application/vnd.oci.empty.v1+json")
    package static let nondistributable = MediaType(known: "application/vnd.oci.image.layer.nondistributable.v1.tar")
    package static let nondistributableGzip = MediaType(known: "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip")
    package static let nondistributableZstd = MediaType(known: "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd")

    package static let dockerManifest = MediaType(known: "application/vnd.docker.distribution.manifest.v2+json")
    package static let dockerManifestList = MediaType(known: "application/vnd.docker.distribution.manifest.list.v2+json")
    package static let dockerConfig = MediaType(known: "application/vnd.docker.container.image.v1+json")
    package static let dockerLayer = MediaType(known: "application/vnd.docker.image.rootfs.diff.tar")
    package static let dockerLayerGzip = MediaType(known: "application/vnd.docker.image.rootfs.diff.tar.gzip")
    package static let dockerLayerZstd = MediaType(known: "application/vnd.docker.image.rootfs.diff.tar.zstd")
    package static let dockerForeignLayer = MediaType(known: "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")

    /// The type that OCI has for a layer compressed so.
    package static func layer(_ compression: Compression) -> MediaType {
        switch compression {
        case .none: .layer
        case .gzip: .layerGzip
        case .zstd: .layerZstd
        }
    }

    package var isIndex: Bool { self == .index || self == .dockerManifestList }
    package var isManifest: Bool { self == .manifest || self == .dockerManifest }
    package var isConfig: Bool { self == .config || self == .dockerConfig }
    package var isLayer: Bool { layerCompression != nil }
    /// Whether the license of a layer of this type forbids to push it: its bytes are at an address in its descriptor, not in a registry.
    package var isNondistributable: Bool {
        [.nondistributable, .nondistributableGzip, .nondistributableZstd, .dockerForeignLayer].contains(self)
    }
    package var isDocker: Bool { Self.toOCI[self] != nil }

    /// How a layer of this type is compressed; nil when this is not a type of layer.
    package var layerCompression: LayerCompression? {
        switch self {
        case .layer, .nondistributable, .dockerLayer: LayerCompression.none
        case .layerGzip, .nondistributableGzip, .dockerLayerGzip, .dockerForeignLayer: .gzip
        case .layerZstd, .nondistributableZstd, .dockerLayerZstd: .zstd
        default: nil
        }
    }

    /// OCI's type for the same bytes; itself when it is not one of Docker's.
    /// - Source: image-spec v1.1 "Compatibility Matrix".
    package var convertedToOCI: MediaType { Self.toOCI[self] ?? self }

    private static let toOCI: [MediaType: MediaType] = [
        .dockerManifest: .manifest, .dockerManifestList: .index, .dockerConfig: .config, .dockerLayer: .layer,
        .dockerLayerGzip: .layerGzip, .dockerLayerZstd: .layerZstd, .dockerForeignLayer: .nondistributableGzip,
    ]

    /// RFC 6838: a letter or digit, then up to 126 of those and `!#$&-^_.+`.
    private static func isName(_ name: Substring.UTF8View) -> Bool {
        let isAlphanumeric = { (byte: UInt8) in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        }
        guard let first = name.first, isAlphanumeric(first), name.count <= 127 else { return false }
        return name.allSatisfy { isAlphanumeric($0) || "!#$&-^_.+".utf8.contains($0) }
    }
}

/// How the bytes of a layer are compressed, as its media type says.
package enum LayerCompression: String, Sendable {
    case none
    case gzip
    case zstd
}

extension MediaType: TextValue {
    package var description: String { rawValue }
}
