/// A block of IP addresses in CIDR's form: `203.0.113.0/24` or `2001:db8::/32`.
/// - Source: RFC 4632, 3.1; RFC 4291, 2.2 and 2.3.
struct AddressBlock {
    /// 4 or 16.
    private let bytes: [UInt8]
    private let length: Int

    /// Nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let length = Self.number(parts[1], radix: 10, most: 128), let bytes = Self.address(parts[0]),
            length <= bytes.count * 8
        else { return nil }
        self.bytes = bytes
        self.length = length
    }

    /// Where the block begins, when that is elsewhere than its text says: `10.0.0.1/24` begins at `10.0.0.0`.
    ///
    /// In four parts or eight: zeros are not left out.
    var beginning: String? {
        let masked = bytes.enumerated().map { index, byte in
            let bits = min(max(length - index * 8, 0), 8)
            return byte & ~UInt8(truncatingIfNeeded: 0xff >> bits)
        }
        guard masked != bytes else { return nil }
        if masked.count == 4 { return masked.map(String.init).joined(separator: ".") + "/\(length)" }
        let groups = stride(from: 0, to: 16, by: 2).map { String(Int(masked[$0]) << 8 | Int(masked[$0 + 1]), radix: 16) }
        return groups.joined(separator: ":") + "/\(length)"
    }

    private static func address(_ text: Substring) -> [UInt8]? { text.contains(":") ? six(text) : four(text) }

    private static func four(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { number($0, radix: 10, most: 255) }
        guard parts.count == 4 else { return nil }
        let bytes = parts.compactMap { $0.map(UInt8.init) }
        return bytes.count == 4 ? bytes : nil
    }

    private static func six(_ text: Substring) -> [UInt8]? {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return nil }
        let groups = halves.map { half in
            half.isEmpty ? [] : half.split(separator: ":", omittingEmptySubsequences: false).map { number($0, radix: 16, most: 0xffff) }
        }
        let numbers = groups.map { $0.compactMap(\.self) }
        let count = numbers.joined().count
        guard count == groups.joined().count, halves.count == 2 ? count < 8 : count == 8 else { return nil }
        let all = numbers[0] + Array(repeating: 0, count: 8 - count) + (numbers.count == 2 ? numbers[1] : [])
        return all.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    }

    /// Digits alone, without a sign; in decimal without zeros before them, which some read as octal.
    private static func number(_ text: Substring, radix: Int, most: Int) -> Int? {
        let isDigit = { (byte: UInt8) in Names.isDigit(byte) || radix == 16 && (0x61...0x66).contains(byte | 0x20) }
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy(isDigit), let number = Int(text, radix: radix), number <= most,
            radix == 16 || text.utf8.count == 1 || text.first != "0"
        else { return nil }
        return number
    }
}

extension Reading {
    /// Blocks of addresses, each once.
    func addressBlocks(_ node: Node) -> [String]? {
        let found = oneOrMore(node, "blocks of addresses such as 203.0.113.0/24", addressBlock)
        unique(node, "block")
        return found
    }

    /// A block of addresses, or a variable in its place.
    private func addressBlock(_ node: Node) -> String? {
        let text = word(node, "a block of addresses such as 203.0.113.0/24 or 2001:db8::/32") { text in
            text.contains("${") || AddressBlock(text) != nil
        }
        guard let text else { return nil }
        if let beginning = AddressBlock(text)?.beginning {
            report(node, "'\(text)' is an address within a block: write '\(beginning)'")
            return nil
        }
        return text.contains("${") ? text : text.lowercased()
    }
}
