/// A value that is one string in JSON: parsed when it is read, so that no document holds a malformed one.
package protocol TextValue: Codable, Hashable, Sendable, CustomStringConvertible {
    /// - Throws: ``OCIError`` when `text` is not such a value.
    init(_ text: String) throws(OCIError)
}

extension TextValue {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        do { try self.init(text) } catch {
            let why = error.reason.map { "\(error.summary) (\($0))" } ?? error.summary
            throw FieldFault.at(decoder.codingPath, why)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
