/// The parts that a reference is made of.
///
///     domain         := component ['.' component]* [':' digits] | '[' IPv6 ']' [':' digits]
///     component      := letters, digits and, inside, '-'
///     path           := path-component ['/' path-component]*
///     path-component := alphanumerics [separator alphanumerics]*       (lower-case)
///     separator      := '.' | '_' | '__' | '-'+
///     tag            := [A-Za-z0-9_][A-Za-z0-9_.-]{0,127}
/// - Source: docker/distribution, package reference; IPv6 from its successor distribution/reference.
enum ReferenceGrammar {
    static func isDomain(_ text: String) -> Bool {
        var host = Substring(text)
        if let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") {
            let port = text[text.index(after: colon)...]
            guard !port.isEmpty, port.utf8.allSatisfy(isDigit) else { return false }
            host = text[..<colon]
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            return host.utf8.count > 4 && host.utf8.dropFirst().dropLast().allSatisfy { isHexDigit($0) || $0 == UInt8(ascii: ":") }
        }
        return host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { component in
            guard let first = component.first, let last = component.last, first != hyphen, last != hyphen else { return false }
            return component.allSatisfy { isAlphanumeric($0) || $0 == hyphen }
        }
    }

    static func isPath(_ text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy(isPathComponent)
    }

    static func isTag(_ text: String) -> Bool {
        guard let first = text.utf8.first, isAlphanumeric(first) || first == UInt8(ascii: "_") else { return false }
        return text.utf8.count <= 128 && text.utf8.allSatisfy { isAlphanumeric($0) || "_.-".utf8.contains($0) }
    }

    static func isLowerHex(_ text: String) -> Bool {
        text.utf8.allSatisfy { isDigit($0) || (0x61...0x66).contains($0) }
    }

    private static func isPathComponent(_ component: Substring.UTF8View) -> Bool {
        let isPlain = { (byte: UInt8) in isDigit(byte) || (0x61...0x7a).contains(byte) }
        guard let first = component.first, let last = component.last, isPlain(first), isPlain(last) else { return false }
        // What stands between the alphanumerics.
        return component.split(omittingEmptySubsequences: true, whereSeparator: isPlain).allSatisfy { separator in
            separator.elementsEqual(".".utf8) || separator.elementsEqual("_".utf8) || separator.elementsEqual("__".utf8)
                || separator.allSatisfy { $0 == hyphen }
        }
    }

    private static let hyphen = UInt8(ascii: "-")
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isHexDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte | 0x20) }
    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x7a).contains(byte | 0x20) }
}
