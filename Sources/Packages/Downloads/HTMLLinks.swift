/// The links of an HTML page, as far as an index page needs: `<a href>` and `<base href>`.
/// - Source: PEP 503; HTML "Tokenization" for attributes and the named references that addresses hold.
struct HTMLLinks {
    private(set) var links: [String] = []
    private(set) var base: String?

    init(_ page: String) {
        var rest = Array(page.utf8)[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[(open + 1)...]
            if rest.starts(with: "!--".utf8) { Self.skipComment(&rest) } else { readTag(&rest) }
        }
    }

    private mutating func readTag(_ rest: inout ArraySlice<UInt8>) {
        let name = Self.word(&rest)
        guard name == "a" || name == "base" else { return }
        while let (key, value) = Self.attribute(&rest) {
            guard key == "href", let value else { continue }
            let address = Self.resolvingReferences(value)
            if name == "a" { links.append(address) } else if base == nil { base = address }
        }
    }

    private static func skipComment(_ rest: inout ArraySlice<UInt8>) {
        while !rest.isEmpty, !rest.starts(with: "-->".utf8) { rest = rest.dropFirst() }
    }

    /// The next `name`, `name=value`, `name='value'` or `name="value"`; nil at the end of the tag.
    private static func attribute(_ rest: inout ArraySlice<UInt8>) -> (String, String?)? {
        rest = rest.drop { isSpace($0) || $0 == UInt8(ascii: "/") }
        guard let first = rest.first, first != UInt8(ascii: ">") else { return nil }
        var key = word(&rest)
        if key.isEmpty {
            // A stray sign: step over it, so that every call gets further.
            key = String(UnicodeScalar(first))
            rest = rest.dropFirst()
        }
        rest = rest.drop(while: isSpace)
        guard rest.first == UInt8(ascii: "=") else { return (key, nil) }
        rest = rest.dropFirst().drop(while: isSpace)
        let value: ArraySlice<UInt8>
        if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            value = rest.dropFirst().prefix { $0 != quote }
            rest = rest[value.endIndex...].dropFirst()
        } else {
            value = rest.prefix { !isSpace($0) && $0 != UInt8(ascii: ">") }
            rest = rest[value.endIndex...]
        }
        return (key, String(decoding: value, as: UTF8.self))
    }

    private static func word(_ rest: inout ArraySlice<UInt8>) -> String {
        let letters = rest.prefix { !isSpace($0) && !"=>/\"'<".utf8.contains($0) }
        rest = rest[letters.endIndex...]
        return String(decoding: letters, as: UTF8.self).lowercased()
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0a, 0x0c, 0x0d].contains(byte) }

    private static func resolvingReferences(_ value: String) -> String {
        var text = ""
        var rest = value[...]
        while let ampersand = rest.firstIndex(of: "&") {
            text += rest[..<ampersand]
            rest = rest[ampersand...]
            let name = rest.dropFirst().prefix { $0 != ";" && $0 != "&" }
            if name.endIndex < rest.endIndex, rest[name.endIndex] == ";", let character = reference(name) {
                text.append(character)
                rest = rest[rest.index(after: name.endIndex)...]
            } else {
                text.append("&")
                rest = rest.dropFirst()
            }
        }
        return text + rest
    }

    private static func reference(_ name: Substring) -> Character? {
        if let known: Character = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"][name] { return known }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHex = digits.first == "x" || digits.first == "X"
        let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap(UnicodeScalar.init).map(Character.init)
    }
}
