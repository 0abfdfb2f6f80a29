/// One challenge of a `WWW-Authenticate` field: how a server wants to be told who asks.
/// - Source: RFC 7235 sections 2.1 and 4.1: several challenges in one field, each with parameters as tokens or quoted strings.
struct Challenge: Equatable, Sendable {
    /// In lower case: `basic`, `bearer`.
    let scheme: String
    /// Names in lower case.
    let parameters: [String: String]

    /// Every challenge of a field's value; what cannot be read ends the list.
    static func list(_ value: String) -> [Challenge] {
        var reader = Reader(bytes: Array(value.utf8.prefix(16_384)))
        return reader.challenges()
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

        mutating func challenges() -> [Challenge] {
            var found: [Challenge] = []
            skipSeparators()
            while let scheme = token() {
                var parameters: [String: String] = [:]
                skipBlanks()
                skipToken68()
                while let (name, value) = parameter() {
                    // The first of two wins: a later one cannot change where credentials go.
                    if parameters[name] == nil { parameters[name] = value }
                    skipSeparators()
                }
                found.append(Challenge(scheme: scheme.lowercased(), parameters: parameters))
                skipSeparators()
            }
            return found
        }

        /// `name = value`; nil, and nothing read, when something else stands here: the next scheme.
        private mutating func parameter() -> (String, String)? {
            let start = position
            if let name = token() {
                skipBlanks()
                if next == UInt8(ascii: "=") {
                    position += 1
                    skipBlanks()
                    if let value = next == UInt8(ascii: "\"") ? quoted() : token() { return (name.lowercased(), value) }
                }
            }
            position = start
            return nil
        }

        private mutating func token() -> String? {
            let start = position
            while let byte = next, Self.isTokenByte(byte) { position += 1 }
            return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
        }

        /// A string in quotes, with `\` before what is meant to the letter; nil when its end is missing.
        private mutating func quoted() -> String? {
            var content: [UInt8] = []
            position += 1
            while let byte = next {
                position += 1
                if byte == UInt8(ascii: "\"") { return String(decoding: content, as: UTF8.self) }
                guard byte == UInt8(ascii: "\\") else {
                    content.append(byte)
                    continue
                }
                guard let escaped = next else { return nil }
                content.append(escaped)
                position += 1
            }
            return nil
        }

        /// The one opaque word that some schemes (`Negotiate`) have in place of parameters.
        private mutating func skipToken68() {
            let start = position
            while let byte = next, Self.isTokenByte(byte) || byte == UInt8(ascii: "/") { position += 1 }
            while next == UInt8(ascii: "=") { position += 1 }
            let isWhole = position > start && (next == nil || next == UInt8(ascii: ","))
            if !isWhole { position = start }
        }

        private mutating func skipBlanks() {
            while next == 0x20 || next == 0x09 { position += 1 }
        }

        private mutating func skipSeparators() {
            while next == 0x20 || next == 0x09 || next == UInt8(ascii: ",") { position += 1 }
        }

        private static func isTokenByte(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
            default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
    }
}
