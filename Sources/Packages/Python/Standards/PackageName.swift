/// The name of a Python package in its normalised form: `Foo.Bar_baz` is `foo-bar-baz`.
/// - Source: packaging.python.org, "Names and normalization" (PEP 503).
package struct PackageName: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// - Throws: ``PythonError`` `.invalidValue` unless it is ASCII letters, digits, `.`, `_` and `-`, with a letter or digit at both ends.
    package init(_ raw: some StringProtocol) throws(PythonError) {
        let bytes = Array(raw.utf8)
        let isWord = { (byte: UInt8) in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        }
        guard let first = bytes.first, let last = bytes.last, isWord(first), isWord(last),
            bytes.allSatisfy({ isWord($0) || $0 == 0x2d || $0 == 0x2e || $0 == 0x5f })
        else {
            throw PythonError(
                .invalidValue, String(raw), hint: "a package name is letters, digits, '.', '_' and '-', as in typing-extensions")
        }
        var letters: [UInt8] = []
        for byte in bytes {
            if isWord(byte) {
                letters.append((0x41...0x5a).contains(byte) ? byte + 0x20 : byte)
            } else if letters.last != 0x2d {
                letters.append(0x2d)
            }
        }
        text = String(decoding: letters, as: UTF8.self)
    }

    package var description: String { text }
    package static func < (a: PackageName, b: PackageName) -> Bool { a.text < b.text }
}
