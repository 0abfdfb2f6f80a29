import FoundationEssentials

/// Reads bytes that are one JSON text, and one that every reader understands alike.
///
/// Foundation's decoder takes a trailing comma, UTF-16 and a key that comes twice (of which it keeps the first, where Go keeps the last):
/// such a document could mean one thing to us and another to a registry or a runtime. It also rounds numbers of more than 38 digits, and
/// takes three times as long for values without a type.
/// - Source: RFC 8259; RFC 7493 (I-JSON) section 2.3 for keys.
package struct JSONSyntax {
    /// What is wrong and where: `line 3, column 7: expected ':'`.
    package struct Fault: Error, CustomStringConvertible {
        /// From 1; nil for a text that is wrong as a whole. Columns are counted in bytes.
        package var line: Int?
        package var column: Int?
        package let what: String

        package var description: String {
            if let line, let column { "line \(line), column \(column): \(what)" } else { what }
        }
    }

    /// How deep lists and objects may be nested.
    package static let depthLimit = 100
    /// The digits that a `Decimal` holds exactly, and an exponent it can surely have.
    static let digitLimit = 38
    static let exponentLimit = 80

    private let bytes: [UInt8]
    private var position = 0

    package static func check(_ bytes: [UInt8]) throws(Fault) { _ = try read(bytes) }

    /// The value that the text is.
    package static func read(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw Fault(what: "it is not UTF-8") }
        // RFC 8259 section 8.1: writers must not add it, and what a reader does with it is its own affair.
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
            throw Fault(line: 1, column: 1, what: "it begins with a byte order mark, which JSON has not")
        }
        var syntax = JSONSyntax(bytes: bytes)
        let value = try syntax.value(depth: 0)
        syntax.skipSpace()
        if syntax.position < bytes.count { throw syntax.fault("something follows the end of the document") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func fault(_ what: String) -> Fault {
        let before = bytes[..<min(position, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return Fault(line: line, column: before.count - start + 1, what: what)
    }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(Fault) {
        guard take(byte) else { throw fault("expected '\(Character(UnicodeScalar(byte)))'") }
    }

    private mutating func value(depth: Int) throws(Fault) -> JSONValue {
        skipSpace()
        guard depth <= Self.depthLimit else { throw fault("nested deeper than \(Self.depthLimit) levels") }
        guard let first = next else { throw fault("it ends where a value should be") }
        switch first {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw fault("expected a value")
        }
    }

    private mutating func object(depth: Int) throws(Fault) -> JSONValue {
        position += 1
        var fields: JSONObject = [:]
        if take(UInt8(ascii: "}")) { return .object(fields) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fault("expected a key in double quotes") }
            let name = try string()
            guard fields[name] == nil else { throw fault("the key '\(name)' is there twice") }
            try expect(UInt8(ascii: ":"))
            fields[name] = try value(depth: depth + 1)
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return .object(fields)
    }

    private mutating func array(depth: Int) throws(Fault) -> JSONValue {
        position += 1
        var items: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array(items) }
        repeat { items.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return .array(items)
    }

    /// The characters of a string, escapes resolved.
    private mutating func string() throws(Fault) -> String {
        position += 1
        var start = position
        // Only a string with escapes needs bytes of its own.
        var resolved: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                let rest = bytes[start..<(position - 1)]
                return String(decoding: resolved.isEmpty ? rest : resolved[...] + rest, as: UTF8.self)
            case UInt8(ascii: "\\"):
                resolved += bytes[start..<position]
                position += 1
                resolved += String(try escaped()).utf8
                start = position
            case 0..<0x20: throw fault("a control character in a string must be escaped")
            default: position += 1
            }
        }
        throw fault("it ends inside a string")
    }

    /// The character behind a backslash.
    private mutating func escaped() throws(Fault) -> Character {
        guard let letter = next else { throw fault("it ends inside a string") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(UnicodeScalar(letter))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return Character(try unicodeScalar())
        default: throw fault("a bad escape")
        }
    }

    /// One code unit, or the two of a surrogate pair.
    private mutating func unicodeScalar() throws(Fault) -> UnicodeScalar {
        let unit = try codeUnit()
        if let scalar = UnicodeScalar(unit) { return scalar }
        guard UTF16.isLeadSurrogate(unit), bytes[position...].starts(with: "\\u".utf8) else { throw fault("half a surrogate pair") }
        position += 2
        let trail = try codeUnit()
        guard UTF16.isTrailSurrogate(trail), let scalar = UnicodeScalar(0x10000 + (UInt32(unit) & 0x3ff) << 10 + UInt32(trail) & 0x3ff)
        else {
            throw fault("half a surrogate pair")
        }
        return scalar
    }

    /// Four hexadecimal digits.
    private mutating func codeUnit() throws(Fault) -> UInt16 {
        let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
        guard digits.utf8.count == 4, digits.first?.isHexDigit == true, let unit = UInt16(digits, radix: 16) else {
            throw fault("a bad escape")
        }
        position += 4
        return unit
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
        let count = word.utf8CodeUnitCount
        guard bytes[position...].prefix(count).elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: count)) else {
            throw fault("expected a value")
        }
        position += count
        return value
    }

    private mutating func number() throws(Fault) -> JSONValue {
        let first = position
        if next == UInt8(ascii: "-") { position += 1 }
        let start = position
        var digits = try self.digits()
        if digits > 1, bytes[start] == UInt8(ascii: "0") { throw fault("a number must not begin with 0") }
        if next == UInt8(ascii: ".") {
            position += 1
            digits += try self.digits()
        }
        guard digits <= Self.digitLimit else { throw fault("a number of more than \(Self.digitLimit) digits cannot be kept exactly") }
        try exponent()
        let text = String(decoding: bytes[first..<position], as: UTF8.self)
        if let whole = Int64(text) { return .integer(whole) }
        guard let decimal = Decimal(string: text) else { throw fault("a number that cannot be kept exactly") }
        // A whole number in another spelling (1.0, 3e2) is the same number.
        if let whole = Int64("\(decimal)") { return .integer(whole) }
        return .decimal(decimal)
    }

    private mutating func exponent() throws(Fault) {
        guard next == UInt8(ascii: "e") || next == UInt8(ascii: "E") else { return }
        position += 1
        if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
        let start = position
        _ = try digits()
        guard let value = Int(String(decoding: bytes[start..<position], as: UTF8.self)), value <= Self.exponentLimit else {
            throw fault("a number's exponent is over \(Self.exponentLimit)")
        }
    }

    private mutating func digits() throws(Fault) -> Int {
        let start = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw fault("expected a digit") }
        return position - start
    }
}
