/// A package version, ordered as dpkg orders them: `[epoch:]upstream[-revision]`.
/// - Source: deb-version(7), "Sorting algorithm".
package struct DebianVersion: Sendable, CustomStringConvertible {
    package let description: String
    private let epoch: Substring
    private let upstream: Substring
    private let revision: Substring

    package init(_ text: String) {
        description = text
        let afterEpoch = text.firstIndex(of: ":").map { text[text.index(after: $0)...] } ?? text[...]
        epoch = text.firstIndex(of: ":").map { text[..<$0] } ?? "0"
        upstream = afterEpoch.lastIndex(of: "-").map { afterEpoch[..<$0] } ?? afterEpoch
        revision = afterEpoch.lastIndex(of: "-").map { afterEpoch[afterEpoch.index(after: $0)...] } ?? ""
    }

    /// Compares runs of non-digits by weight and runs of digits by value, in turns; the sign of the result says how.
    private static func compare(_ first: Substring, _ second: Substring) -> Int {
        var a = ArraySlice(first.utf8)
        var b = ArraySlice(second.utf8)
        while !a.isEmpty || !b.isEmpty {
            while startsWithText(a) || startsWithText(b) {
                let difference = weight(a.first) - weight(b.first)
                if difference != 0 { return difference }
                a = a.dropFirst()
                b = b.dropFirst()
            }
            let left = number(takenFrom: &a)
            let right = number(takenFrom: &b)
            if left.count != right.count { return left.count - right.count }
            if !left.elementsEqual(right) { return left.lexicographicallyPrecedes(right) ? -1 : 1 }
        }
        return 0
    }

    private static func startsWithText(_ text: ArraySlice<UInt8>) -> Bool { text.first.map { !isDigit($0) } ?? false }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Takes the digits at the start of `text`, without leading zeros.
    private static func number(takenFrom text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = text.prefix(while: isDigit)
        text = text.dropFirst(digits.count)
        return digits.drop { $0 == UInt8(ascii: "0") }
    }

    /// `~` before the end of the text, the end and digits before letters, letters before everything else.
    private static func weight(_ byte: UInt8?) -> Int {
        guard let byte, !isDigit(byte) else { return 0 }
        if byte == UInt8(ascii: "~") { return -1 }
        let isLetter = (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        return isLetter ? Int(byte) : Int(byte) + 256
    }
}

extension DebianVersion: Comparable {
    package static func == (a: DebianVersion, b: DebianVersion) -> Bool { order(a, b) == 0 }
    package static func < (a: DebianVersion, b: DebianVersion) -> Bool { order(a, b) < 0 }

    private static func order(_ a: DebianVersion, _ b: DebianVersion) -> Int {
        for (x, y) in [(a.epoch, b.epoch), (a.upstream, b.upstream), (a.revision, b.revision)] {
            let order = compare(x, y)
            if order != 0 { return order }
        }
        return 0
    }
}
