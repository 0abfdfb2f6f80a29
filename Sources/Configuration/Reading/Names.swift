/// The rules for names that the user chooses.
enum Names {
    static let rule = "use lower-case letters, digits, '.', '_' and '-', and begin with a letter or digit"
    static let variableRule = "use letters, digits and '_', and do not begin with a digit"

    /// `[a-z0-9][a-z0-9._-]*`, at most 128 characters.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLowerOrDigit(first), text.utf8.count <= 128 else { return false }
        return text.utf8.allSatisfy { isLowerOrDigit($0) || [0x2e, 0x5f, 0x2d].contains($0) }
    }

    /// `[A-Za-z_][A-Za-z0-9_]*`
    /// - Source: POSIX.1-2017, XBD 8.1 and 3.235 "Name".
    static func isVariable(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) || first == 0x5f else { return false }
        return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x5f }
    }

    /// A Debian package name: `[a-z0-9][a-z0-9+.-]+`.
    /// - Source: Debian Policy 5.6.1.
    static func isDebianPackage(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLowerOrDigit(first), text.utf8.count >= 2 else { return false }
        return text.utf8.allSatisfy { isLowerOrDigit($0) || [0x2b, 0x2e, 0x2d].contains($0) }
    }

    /// A user or group name, as useradd(8) accepts it: `[a-z_][a-z0-9_-]*`, at most 32 characters.
    static func isUser(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLowerOrDigit(first) && !isDigit(first) || first == 0x5f else { return false }
        return text.utf8.count <= 32 && text.utf8.allSatisfy { isLowerOrDigit($0) || $0 == 0x5f || $0 == 0x2d }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) }
    private static func isLowerOrDigit(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x7a).contains(byte) }
}
