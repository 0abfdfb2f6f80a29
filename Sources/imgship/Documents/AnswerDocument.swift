import JSON

/// A document whose fields are all there, with null for what is not known.
protocol AnswerDocument: OutputDocument {
    /// Without the schema.
    var fields: JSONObject { get }
}

extension AnswerDocument {
    func encode(to encoder: any Encoder) throws {
        try JSONValue.object(fields.merging(["schema": 1]) { $1 }).encode(to: encoder)
    }
}

extension JSONValue {
    /// Null for nil.
    init(optional text: String?) { self = text.map { .string($0) } ?? .null }
    /// Null for nil.
    init(optional number: Int?) { self = number.map { JSONValue($0) } ?? .null }
}
