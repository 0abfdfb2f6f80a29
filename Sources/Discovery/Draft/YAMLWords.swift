/// Values of a YAML file as text, with quotes only where they are needed.
enum YAMLWords {
    /// A text that YAML 1.1 and 1.2 read as this text; in braces and brackets too.
    static func text(_ value: String) -> String {
        guard !isPlain(value) else { return value }
        var quoted = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default:
                let isControl = scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
                quoted += isControl ? "\\x" + hex(scalar.value) : String(scalar)
            }
        }
        return quoted + "\""
    }

    /// `[a, b]`
    static func list(_ values: [String]) -> String { "[" + values.map(text).joined(separator: ", ") + "]" }

    /// `{A: 1, B: two}`, sorted by key.
    static func map(_ values: [String: String]) -> String {
        "{" + values.sorted { $0.key < $1.key }.map { "\(text($0.key)): \(text($0.value))" }.joined(separator: ", ") + "}"
    }

    /// Letters, digits and a few signs, neither a number nor one of the words that have a meaning.
    private static func isPlain(_ value: String) -> Bool {
        guard let first = value.unicodeScalars.first, first.isASCII, !value.hasSuffix(":"), !value.contains(": ") else { return false }
        let isStart = first.properties.isAlphabetic || first == "/" || first == "_" || first == "." || first == "-" && value.count > 1
        let signs = "_-./+:@=%()".unicodeScalars
        let isSafe = value.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || (0x30...0x39).contains($0.value) || signs.contains($0))
        }
        let isWord = !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(value.lowercased())
        return (isStart || first.properties.numericType != nil && !isNumber(value)) && isSafe && isWord && value != "-" && !isNumber(value)
    }

    /// Whether some reader of YAML would take it for a number or a time.
    private static func isNumber(_ value: String) -> Bool {
        value.lowercased().hasPrefix("0x")
            || value.allSatisfy { $0.isNumber || ".:_+-eExXoObB".contains($0) } && value.contains(where: \.isNumber)
    }

    private static func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
