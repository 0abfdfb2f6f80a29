/// One variable of a container: `NAME=value`.
package struct EnvironmentVariable {
    package let name: String
    package let value: String

    /// - Throws: ``OCIError`` `.invalidVariable` when `name` is empty or holds `=` or a NUL, or `value` holds a NUL.
    package init(name: String, value: String) throws(OCIError) {
        try self.init("\(name)=\(value)")
        guard self.name.utf8.elementsEqual(name.utf8) else { throw OCIError(.invalidVariable, name, reason: "a name cannot hold '='") }
    }

    /// Parses `NAME=value`; the value may be empty and may hold `=`.
    package init(_ text: String) throws(OCIError) {
        guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), equals > text.startIndex, !text.utf8.contains(0) else {
            throw OCIError(.invalidVariable, text)
        }
        name = String(decoding: text.utf8[..<equals], as: UTF8.self)
        value = String(decoding: text.utf8[text.utf8.index(after: equals)...], as: UTF8.self)
    }
}

extension EnvironmentVariable: TextValue {
    package var description: String { "\(name)=\(value)" }
}
