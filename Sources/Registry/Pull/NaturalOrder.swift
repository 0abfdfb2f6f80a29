/// The order of names with numbers in them that people expect: `1.9` before `1.10`.
enum NaturalOrder {
    /// Runs of digits compare by their value, of any length; all else by its bytes. Equal but for zeros before numbers, by all bytes.
    static func precedes(_ first: String, _ second: String) -> Bool {
        var (left, right) = (Substring(first).utf8, Substring(second).utf8)
        while let a = left.first, let b = right.first {
            if isDigit(a), isDigit(b) {
                let (one, other) = (takeNumber(&left), takeNumber(&right))
                if one.count != other.count { return one.count < other.count }
                if !one.elementsEqual(other) { return one.lexicographicallyPrecedes(other) }
            } else {
                if a != b { return a < b }
                left = left.dropFirst()
                right = right.dropFirst()
            }
        }
        if left.isEmpty != right.isEmpty { return left.isEmpty }
        return first.utf8.lexicographicallyPrecedes(second.utf8)
    }

    /// The digits at the beginning, without zeros before them.
    private static func takeNumber(_ text: inout Substring.UTF8View) -> Substring.UTF8View {
        let digits = text.prefix(while: isDigit)
        text = text[digits.endIndex...]
        return digits.drop { $0 == UInt8(ascii: "0") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
