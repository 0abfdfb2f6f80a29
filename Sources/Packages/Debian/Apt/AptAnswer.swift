import OCI

/// One line of `apt-get --print-uris`: `'ADDRESS' FILE SIZE SHA256:HEX`.
struct AptAnswer: Equatable {
    let address: String
    let name: String
    let version: String
    let size: Int64
    let digest: Digest

    /// - Throws: ``DebianError`` `.unexpectedAnswer`.
    init(_ line: some StringProtocol) throws {
        let words = line.split(separator: " ")
        let failure = DebianError(.unexpectedAnswer, subject: String(line))
        guard words.count == 4, words[0].hasPrefix("'"), words[0].hasSuffix("'"), words[0].count > 2, let size = Int64(words[2]), size >= 0,
            words[3].hasPrefix("SHA256:"), let digest = try? Digest("sha256:" + words[3].dropFirst(7))
        else { throw failure }
        // libcrypt1_1%3a4.4.33-2_amd64.deb
        let parts = words[1].split(separator: "_")
        guard parts.count == 3, parts[2].hasSuffix(".deb"), let version = Self.unescape(parts[1]) else { throw failure }
        address = String(words[0].dropFirst().dropLast())
        name = String(parts[0])
        self.version = version
        self.size = size
        self.digest = digest
    }

    /// The artifact, with its path below the source that `address` begins with.
    func artifact(from addresses: [DebianSource: String]) throws -> LockedArtifact {
        // The longest first: /debian is how /debian-security begins, too.
        for (source, base) in addresses.sorted(by: { $0.value.count > $1.value.count }) where address.hasPrefix(base + "/") {
            guard let path = Self.unescape(address.dropFirst(base.count + 1)), !path.split(separator: "/").contains("..") else { break }
            return LockedArtifact(name: name, version: version, source: source.rawValue, path: path, size: size, digest: digest)
        }
        throw DebianError(.unexpectedAnswer, subject: AptFailure.withoutCredentials(address))
    }

    /// Replaces `%3a` and the like; nil when that makes no text.
    static func unescape(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
