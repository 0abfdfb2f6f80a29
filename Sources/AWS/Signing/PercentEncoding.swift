/// Percent-encoding by AWS's rule: letters, digits and `-._~` stay, every other byte becomes `%XX` in upper case.
/// - Source: AWS, "Create a signed AWS API request", UriEncode.
package enum PercentEncoding {
    private static let hex = Array("0123456789ABCDEF".utf8)

    /// - Parameter keeping: a byte that stays too: the slash of a path.
    package static func encode(_ text: String, keeping kept: Character? = nil) -> String { encode(text.utf8, keeping: kept) }

    private static func encode(_ bytes: some Sequence<UInt8>, keeping kept: Character?) -> String {
        var encoded: [UInt8] = []
        let keptByte = kept?.asciiValue
        for byte in bytes {
            if isUnreserved(byte) || byte == keptByte {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// The bytes behind `%XX`. A percent sign that begins nothing is itself.
    static func decode(_ text: some StringProtocol) -> [UInt8] {
        let bytes = Array(text.utf8)
        var decoded: [UInt8] = []
        var index = 0
        while index < bytes.count {
            var byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count, let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2]) {
                byte = high << 4 | low
                index += 2
            }
            decoded.append(byte)
            index += 1
        }
        return decoded
    }

    /// The bytes behind `%XX`, encoded anew: `%2f`, `%2F` and `/` become the same.
    static func normalize(_ text: Substring) -> String { encode(decode(text), keeping: nil) }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
