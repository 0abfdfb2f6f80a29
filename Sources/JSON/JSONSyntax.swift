import FoundationEssentials

/// Checks that bytes are one JSON text that every reader understands alike.
///
/// Foundation's decoder takes a trailing comma, UTF-16 and a key that comes twice (of which it keeps the first, where Go keeps the last):
/// such a document could mean one thing to us and another to a registry or a runtime. It also rounds numbers of more than 38 digits.
/// - Source: RFC 8259; RFC 7493 (I-JSON) section 2.3 for keys.
package struct JSONSyntax {
    /// What is wrong and where: `line 3, column 7: expected ':'`.
    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    /// How deep lists and objects may be nested.
    package static let depthLimit = 100
    /// The digits that a `Decimal` holds exactly, and an exponent it can surely have.
    static let digitLimit = 38
    static let exponentLimit = 80

    private let bytes: [UInt8]
    private var position = 0

    package static func check(_ bytes: [UInt8]) throws(Fault) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw Fault(description: "it is not UTF-8") }
        var syntax = JSONSyntax(bytes: bytes)
        try syntax.value(depth: 0)
        syntax.skipSpace()
        if syntax.position < bytes.count { throw syntax.fault("something follows the end of the document") }
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func fault(_ what: String) -> Fault {
        let before = bytes[..<min(position, bytes.count)]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return Fault(description: "line \(line), column \(before.count - start + 1): \(what)")
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

    private mutating func value(depth: Int) throws(Fault) {
        skipSpace()
        guard depth <= Self.depthLimit else { throw fault("nested deeper than \(Self.depthLimit) levels") }
        guard let first = next else { throw fault("it ends where a value should be") }
        switch first {
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        default: throw fault("expected a value")
        }
    }

    private mutating func object(depth: Int) throws(Fault) {
        position += 1
        var names: Set<String> = []
        if take(UInt8(ascii: "}")) { return }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fault("expected a key in double quotes") }
            let name = try text(of: string())
            guard names.insert(name).inserted else { throw fault("the key '\(name)' is there twice") }
            try expect(UInt8(ascii: ":"))
            try value(depth: depth + 1)
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
    }

    private mutating func array(depth: Int) throws(Fault) {
        position += 1
        if take(UInt8(ascii: "]")) { return }
        repeat { try value(depth: depth + 1) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
    }

    /// Skips a string and gives its place, quotes included.
    private mutating func string() throws(Fault) -> Range<Int> {
        let start = position
        position += 1
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return start..<position
            case UInt8(ascii: "\\"): try escape()
            case 0..<0x20: throw fault("a control character in a string must be escaped")
            default: break
            }
        }
        throw fault("it ends inside a string")
    }

    private mutating func escape() throws(Fault) {
        guard let letter = next else { throw fault("it ends inside a string") }
        guard "\"\\/bfnrtu".utf8.contains(letter) else { throw fault("a bad escape") }
        position += 1
        guard letter == UInt8(ascii: "u") else { return }
        let unit = try codeUnit()
        guard UTF16.isSurrogate(unit) else { return }
        guard UTF16.isLeadSurrogate(unit), bytes[position...].starts(with: "\\u".utf8) else { throw fault("half a surrogate pair") }
        position += 2
        guard UTF16.isTrailSurrogate(try codeUnit()) else { throw fault("half a surrogate pair") }
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

    private func text(of range: Range<Int>) throws(Fault) -> String {
        let inner = bytes[range].dropFirst().dropLast()
        guard inner.contains(UInt8(ascii: "\\")) else { return String(decoding: inner, as: UTF8.self) }
        guard let text = try? JSONDecoder().decode(String.self, from: Data(bytes[range])) else { throw fault("a bad escape in a key") }
        return text
    }

    private mutating func word(_ word: StaticString) throws(Fault) {
        let count = word.utf8CodeUnitCount
        guard bytes[position...].prefix(count).elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: count)) else {
            throw fault("expected a value")
        }
        position += count
    }

    private mutating func number() throws(Fault) {
        if next == UInt8(ascii: "-") { position += 1 }
        let start = position
        var digits = try self.digits()
        if digits > 1, bytes[start] == UInt8(ascii: "0") { throw fault("a number must not begin with 0") }
        if next == UInt8(ascii: ".") {
            position += 1
            digits += try self.digits()
        }
        guard digits <= Self.digitLimit else { throw fault("a number of more than \(Self.digitLimit) digits cannot be kept exactly") }
        guard next == UInt8(ascii: "e") || next == UInt8(ascii: "E") else { return }
        position += 1
        if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
        let exponent = position
        _ = try self.digits()
        guard let value = Int(String(decoding: bytes[exponent..<position], as: UTF8.self)), value <= Self.exponentLimit else {
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
