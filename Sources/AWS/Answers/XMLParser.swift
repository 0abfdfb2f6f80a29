/// Reads the XML that AWS writes: elements and text, no attributes wanted, no document type, at most 64 levels.
///
/// A document type, an unknown entity or a tag that does not fit its partner ends in nil: nothing is expanded, nothing fetched.
struct XMLParser {
    private var rest: ArraySlice<UInt8>
    private var open: [XMLElement] = []
    private var root: XMLElement?

    private init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The root element; nil when this is not well-formed XML of that kind.
    static func parse(_ bytes: [UInt8]) -> XMLElement? {
        var parser = XMLParser(bytes)
        while !parser.rest.isEmpty {
            guard parser.step() else { return nil }
        }
        return parser.open.isEmpty ? parser.root : nil
    }

    /// Takes one piece of markup or text; false when it is not well-formed.
    private mutating func step() -> Bool {
        if take("<?") { return skip(past: "?>") != nil }
        if take("<!--") { return skip(past: "-->") != nil }
        if take("<![CDATA[") { return skip(past: "]]>").map { append(String(decoding: $0, as: UTF8.self)) } ?? false }
        if starts(with: "<!") { return false }
        if take("</") { return skip(past: ">").map { close(Self.name($0)) } ?? false }
        if take("<") { return skip(past: ">").map { begin($0) } ?? false }
        let text = rest.prefix { $0 != UInt8(ascii: "<") }
        rest = rest.dropFirst(text.count)
        guard let resolved = Self.resolved(text) else { return false }
        return append(resolved)
    }

    private mutating func begin(_ tag: ArraySlice<UInt8>) -> Bool {
        let element = XMLElement(name: Self.name(tag))
        guard !element.name.isEmpty, open.count < 64, root == nil else { return false }
        open.append(element)
        return tag.last == UInt8(ascii: "/") ? close(element.name) : true
    }

    private mutating func close(_ name: String) -> Bool {
        guard var element = open.popLast(), element.name == name else { return false }
        element.text = Self.trimmed(element.text)
        if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
        return true
    }

    private mutating func append(_ text: String) -> Bool {
        guard !open.isEmpty else { return Self.trimmed(text).isEmpty }
        open[open.count - 1].text += text
        return true
    }

    /// The name a tag begins with, without its prefix.
    private static func name(_ tag: ArraySlice<UInt8>) -> String {
        let whole = tag.prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }
        return String(decoding: whole.split(separator: UInt8(ascii: ":")).last ?? [], as: UTF8.self)
    }

    private func starts(with mark: String) -> Bool { rest.starts(with: mark.utf8) }

    private mutating func take(_ mark: String) -> Bool {
        guard starts(with: mark) else { return false }
        rest = rest.dropFirst(mark.utf8.count)
        return true
    }

    /// What comes before `mark`; nil when there is no such mark.
    private mutating func skip(past mark: String) -> ArraySlice<UInt8>? {
        let mark = Array(mark.utf8)
        var end = rest.startIndex
        while end + mark.count <= rest.endIndex {
            if rest[end] == mark[0], rest[end...].starts(with: mark) {
                defer { rest = rest[(end + mark.count)...] }
                return rest[rest.startIndex..<end]
            }
            end += 1
        }
        return nil
    }

    private static func trimmed(_ text: String) -> String {
        let kept = text.drop { $0.isWhitespace }
        return String(kept.reversed().drop { $0.isWhitespace }.reversed())
    }

    /// With `&amp;` and its like, and `&#10;`, replaced; nil for any other entity.
    private static func resolved(_ text: ArraySlice<UInt8>) -> String? {
        let parts = text.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        var result = String(decoding: parts[0], as: UTF8.self)
        for part in parts.dropFirst() {
            let name = part.prefix { $0 != UInt8(ascii: ";") }
            guard name.count < part.count, let character = entity(String(decoding: name, as: UTF8.self)) else { return nil }
            result.unicodeScalars.append(character)
            result += String(decoding: part.dropFirst(name.count + 1), as: UTF8.self)
        }
        return result
    }

    private static func entity(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "lt": "<"
        case "gt": ">"
        case "amp": "&"
        case "quot": "\""
        case "apos": "'"
        case _ where name.hasPrefix("#x"): UInt32(name.dropFirst(2), radix: 16).flatMap { Unicode.Scalar($0) }
        case _ where name.hasPrefix("#"): UInt32(name.dropFirst(1)).flatMap { Unicode.Scalar($0) }
        default: nil
        }
    }
}
