import FoundationEssentials
import JSON

/// JSON with one form for each content, so that equal content has equal digests.
///
/// Written: keys in the order of their Unicode scalars, no white space, no escaped slashes, UTF-8.
package enum CanonicalJSON {
    /// The largest document read unless the caller says otherwise, in bytes.
    /// - Source: distribution-spec v1.1 "Pushing Manifests": registries should take manifests of at least 4 MiB.
    package static let defaultLimit = 4 << 20

    /// Writes `value` in its one form.
    /// - Throws: ``OCIError`` when the value may not be written.
    package static func encode(_ value: some Encodable) throws(OCIError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do { return [UInt8](try encoder.encode(value)) } catch {
            throw error as? OCIError ?? OCIError(.invalidDocument, "document to write", reason: "\(error)")
        }
    }

    /// Reads a document, strictly: RFC 8259 to the letter and no key twice.
    /// - Parameter limit: the most bytes it may have.
    /// - Parameter name: what to call the document in an error; by default the type's ``JSONDocument/documentName``.
    /// - Throws: ``OCIError`` `.invalidDocument` with the field and what is wrong with it.
    package static func decode<Value: Decodable>(
        _ type: Value.Type, from bytes: [UInt8], limit: Int = defaultLimit, name: String? = nil
    ) throws(OCIError) -> Value {
        let name = name ?? (type as? any JSONDocument.Type)?.documentName ?? "JSON document"
        guard bytes.count <= limit else {
            throw OCIError(.invalidDocument, name, reason: "it has \(bytes.count) bytes; at most \(limit) are read")
        }
        do {
            try JSONSyntax.check(bytes)
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch let error as JSONSyntax.Fault {
            throw OCIError(.invalidDocument, name, reason: "it is not JSON: \(error)")
        } catch {
            throw OCIError(.invalidDocument, name, reason: FieldFault.explanation(of: error))
        }
    }
}
