import FoundationEssentials
import JSON

/// What is needed to find and verify a blob: its type, digest and size.
/// - Source: image-spec v1.1 "OCI Content Descriptors".
package struct Descriptor: Hashable, Sendable {
    package var mediaType: MediaType
    package var digest: Digest
    /// In bytes, never negative.
    package var size: Int64
    /// Further places to download from; never followed by imgship.
    package var urls: [String]
    package var annotations: [String: String]
    /// The blob itself, when it is small; ``digest`` and ``size`` are those of these bytes.
    package var data: [UInt8]?
    /// What a manifest in an index runs on.
    package var platform: Platform?
    package var artifactType: MediaType?
    package var unknown: JSONObject = [:]

    package init(
        mediaType: MediaType, digest: Digest, size: Int64, platform: Platform? = nil, annotations: [String: String] = [:]
    ) {
        precondition(size >= 0, "a blob of \(size) bytes")
        self.mediaType = mediaType
        self.digest = digest
        self.size = size
        self.platform = platform
        self.annotations = annotations
        urls = []
    }

    /// Describes bytes in memory.
    package init(of bytes: [UInt8], mediaType: MediaType, platform: Platform? = nil, annotations: [String: String] = [:]) {
        self.init(
            mediaType: mediaType, digest: Digest(of: bytes), size: Int64(bytes.count), platform: platform, annotations: annotations)
    }

    /// The bytes `{}`, with the bytes themselves.
    package static let empty: Descriptor = {
        var descriptor = Descriptor(of: Array("{}".utf8), mediaType: .empty)
        descriptor.data = Array("{}".utf8)
        return descriptor
    }()

    /// This descriptor with OCI's media type in place of Docker's.
    package var convertedToOCI: Descriptor {
        var copy = self
        copy.mediaType = mediaType.convertedToOCI
        return copy
    }
}

extension Descriptor: JSONDocument {
    package static var documentName: String { "descriptor" }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case mediaType, digest, size, urls, annotations, data, platform, artifactType
    }

    package init(from decoder: any Decoder) throws {
        let fields = try FieldReader<CodingKeys>(decoder)
        mediaType = try fields.required(.mediaType)
        digest = try fields.required(.digest)
        size = try fields.required(.size)
        urls = try fields.list(.urls)
        annotations = try fields.map(.annotations)
        data = try fields.text(.data).map { text in
            let bytes = Data(base64Encoded: text)
            try fields.require(bytes != nil, .data, "it is not base64")
            return [UInt8](bytes ?? Data())
        }
        platform = try fields.optional(.platform)
        artifactType = try fields.optional(.artifactType)
        unknown = try fields.unknown()

        try fields.require(size >= 0, .size, "a size cannot be negative")
        for url in urls { try fields.require(Self.isURI(url), .urls, "'\(url)' is not an absolute URL") }
        guard let data else { return }
        let isMatching = Int64(data.count) == size && digest.matches(data)
        try fields.require(isMatching, .data, "the embedded bytes do not have the descriptor's size and digest")
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = try FieldWriter<CodingKeys>(encoder, unknown: unknown)
        try fields.write(.mediaType, mediaType)
        try fields.write(.digest, digest)
        try fields.write(.size, size)
        try fields.write(.urls, unlessEmpty: urls)
        try fields.write(.annotations, unlessEmpty: annotations)
        try fields.write(.data, ifPresent: data.map { Data($0).base64EncodedString() })
        try fields.write(.platform, ifPresent: platform)
        try fields.write(.artifactType, ifPresent: artifactType)
    }

    /// RFC 3986, as far as it matters: a scheme and a colon, then printable ASCII without spaces and quotes.
    private static func isURI(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), let first = text.utf8.first else { return false }
        let isLetter = { (byte: UInt8) in (0x41...0x5a).contains(byte & 0xdf) }
        let isScheme = text.utf8[..<colon].allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0) }
        return isLetter(first) && isScheme && text.utf8.allSatisfy { (0x21...0x7e).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }
    }
}
