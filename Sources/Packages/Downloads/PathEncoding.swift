import Bytes

/// Percent-encoding of the path of an address.
/// - Source: RFC 3986 section 2; `+` is encoded because some stores read it as a space.
enum PathEncoding {
    /// Slashes stay as they are.
    static func encode(_ path: String) -> String {
        var text = ""
        for byte in path.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || [0x2d, 0x2e, 0x2f, 0x5f, 0x7e].contains(byte)
            text += isPlain ? String(UnicodeScalar(byte)) : "%" + Hex.encode([byte]).uppercased()
        }
        return text
    }

    /// The bytes the text stands for, as UTF-8; a percent sign that begins no code stands for itself.
    static func decode(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == 0x25, rest.count >= 2, let code = Hex.decode(String(decoding: rest.prefix(2), as: UTF8.self).lowercased()) {
                bytes += code
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a path of the lock is relative and has no `..` in it, so that it cannot leave its source.
    static func staysBelow(_ path: String) -> Bool {
        !path.isEmpty && path.utf8.first != 0x2f && !path.utf8.contains(0)
            && !path.split(separator: "/", omittingEmptySubsequences: false).contains { $0 == ".." || $0 == "." || $0.isEmpty }
    }
}
