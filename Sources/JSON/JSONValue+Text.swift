import FoundationEssentials

extension JSONValue {
    /// Reads one JSON text, strictly: RFC 8259 to the letter and no key twice.
    /// - Parameter name: what to call the text in an error.
    package init(parsing bytes: [UInt8], name: String) throws(JSONError) {
        do throws(JSONSyntax.Fault) { self = try JSONSyntax.read(bytes) } catch { throw JSONError(name, reason: error.description) }
    }

    /// How a text looks.
    package enum Form: Sendable {
        /// No white space at all.
        case compact
        /// A line for each value, for people.
        case indented
    }

    /// The value as JSON in UTF-8: keys sorted, slashes not escaped.
    ///
    /// Equal values give equal bytes.
    package func bytes(_ form: Form = .compact) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            form == .compact ? [.sortedKeys, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        // No case of a JSONValue can be refused: there is no number that JSON does not know.
        return (try? encoder.encode(self)).map { [UInt8]($0) } ?? []
    }

    /// The value as JSON text; see ``bytes(_:)``.
    package func text(_ form: Form = .compact) -> String { String(decoding: bytes(form), as: UTF8.self) }
}
