import Bytes

/// The name of content: an algorithm and the hash of the bytes, `sha256:9f2c...`.
///
/// Once it exists it is well formed: a known algorithm with a hash of the right length in lower case.
/// - Source: image-spec v1.1 "Descriptors", section "Digests".
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    package let algorithm: HashAlgorithm
    /// The hash in lower-case hexadecimal.
    package let hex: String

    /// Parses `algorithm:hex`.
    /// - Throws: ``OCIError`` `.invalidDigest` for an unknown algorithm, a wrong length or a character that is not 0-9 or a-f.
    package init(_ text: some StringProtocol) throws(OCIError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let algorithm = HashAlgorithm(rawValue: String(parts[0])),
            let bytes = Hex.decode(parts[1]), bytes.count == algorithm.byteCount
        else { throw OCIError(.invalidDigest, String(text)) }
        self.algorithm = algorithm
        hex = String(parts[1])
    }

    /// The digest of a hash that was just computed.
    package init(_ algorithm: HashAlgorithm = .sha256, hash: [UInt8]) {
        precondition(hash.count == algorithm.byteCount, "a hash of \(hash.count) bytes is not \(algorithm)")
        self.algorithm = algorithm
        hex = Hex.encode(hash)
    }

    /// The sha256 digest of bytes in memory.
    package init(of bytes: some Collection<UInt8>) {
        self.init(.sha256, hash: ContentHasher.hash(bytes))
    }

    package var description: String { "\(algorithm.rawValue):\(hex)" }
    /// The first twelve digits, for people; not unique enough for programs.
    package var short: String { String(hex.prefix(12)) }
}

extension Digest: Comparable {
    package static func < (a: Digest, b: Digest) -> Bool { a.description < b.description }
}

extension Digest: TextValue {}

extension Digest {
    /// Whether `bytes` are the content this digest names.
    package func matches(_ bytes: [UInt8]) -> Bool {
        Hex.encode(ContentHasher.hash(bytes, with: algorithm)) == hex
    }
}
