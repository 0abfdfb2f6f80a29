import JSON

/// A JSON value as YAML for people: blocks, keys sorted with `Type` first, and quotes where a reader of YAML might see something else.
struct YAMLDocument {
    private var lines: [String] = []

    init(_ value: JSONValue) { write(value, indent: "", lead: "") }

    var text: String { lines.joined(separator: "\n") + "\n" }

    /// - Parameter lead: what stands before the first line of the value: a key, or the dash of a list.
    private mutating func write(_ value: JSONValue, indent: String, lead: String) {
        switch value {
        case .object(let fields) where !fields.isEmpty:
            var lead = lead
            for (key, field) in fields.sorted(by: Self.isBefore) {
                write(field, after: lead + Self.quoted(key) + ":", indent: indent)
                lead = indent
            }
        case .array(let items) where !items.isEmpty:
            var lead = lead
            for item in items {
                write(item, indent: indent + "  ", lead: lead + "- ")
                lead = indent
            }
        default: lines.append(lead + Self.scalar(value))
        }
    }

    /// A field: what is no more than a line stands beside its key.
    private mutating func write(_ field: JSONValue, after key: String, indent: String) {
        switch field {
        case .object(let fields) where !fields.isEmpty:
            lines.append(key)
            write(field, indent: indent + "  ", lead: indent + "  ")
        case .array(let items) where !items.isEmpty:
            lines.append(key)
            write(field, indent: indent + "  ", lead: indent + "  ")
        default: lines.append(key + " " + Self.scalar(field))
        }
    }

    private static func isBefore(_ a: JSONObject.Element, _ b: JSONObject.Element) -> Bool {
        (a.key == "Type") == (b.key == "Type") ? a.key < b.key : a.key == "Type"
    }

    private static func scalar(_ value: JSONValue) -> String {
        if case .string(let text) = value { quoted(text) } else { value.text() }
    }

    /// The text alone where it cannot be taken for anything else; otherwise in double quotes, whose escapes are JSON's.
    /// - Source: YAML 1.2.2, "Escaped Characters"; 1.1's words for true, false and null are quoted too.
    private static func quoted(_ text: String) -> String {
        let isWord = { (byte: UInt8) in (0x41...0x5a).contains(byte & 0xdf) || (0x30...0x39).contains(byte) }
        let isPlain = text.utf8.allSatisfy { isWord($0) || " ._/-:".utf8.contains($0) }
        let begins = text.utf8.first.map { (0x41...0x5a).contains($0 & 0xdf) } ?? false
        let ends = text.utf8.last.map(isWord) ?? false
        if isPlain, begins, ends, !text.contains(": "), !words.contains(text.lowercased()) { return text }
        var result = ""
        for scalar in JSONValue.string(text).text().unicodeScalars {
            // JSON leaves these as they are, YAML does not take them.
            let isPrintable = scalar == "\t" || (0x20...0x7e).contains(scalar.value) || (0xa0...0xd7ff).contains(scalar.value)
            if isPrintable, !(0x2028...0x2029).contains(scalar.value) {
                result.unicodeScalars.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16)
                result += scalar.value > 0xffff ? "\\U" + zeros(8, digits) : "\\u" + zeros(4, digits)
            }
        }
        return result
    }

    private static func zeros(_ width: Int, _ digits: String) -> String { String(repeating: "0", count: width - digits.count) + digits }

    private static let words: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
}
