import JSON

/// One JSON object being read: the known fields by their keys, and whatever else it holds.
///
/// `null` counts as absent, as every other implementation of the specification has it.
struct FieldReader<Key: CodingKey & CaseIterable> {
    private let decoder: any Decoder
    private let fields: KeyedDecodingContainer<Key>

    init(_ decoder: any Decoder) throws {
        self.decoder = decoder
        fields = try decoder.container(keyedBy: Key.self)
    }

    func required<Value: Decodable>(_ key: Key) throws -> Value {
        try located(key) { try fields.decode(Value.self, forKey: key) }
    }

    func optional<Value: Decodable>(_ key: Key) throws -> Value? {
        try located(key) { try fields.decodeIfPresent(Value.self, forKey: key) }
    }

    /// A string that says nothing when it is empty.
    func text(_ key: Key) throws -> String? {
        guard let text: String = try optional(key), !text.isEmpty else { return nil }
        return text
    }

    func list<Value: Decodable>(_ key: Key) throws -> [Value] {
        try optional(key) ?? []
    }

    func map(_ key: Key) throws -> [String: String] {
        try optional(key) ?? [:]
    }

    /// The names of an object whose values are empty objects: how the specification writes a set.
    func set(_ key: Key) throws -> Set<String> {
        let object: [String: JSONObject] = try optional(key) ?? [:]
        return Set(object.keys)
    }

    /// The fields that have no key, as they are.
    func unknown() throws -> JSONObject {
        let known = Set(Key.allCases.map(\.stringValue))
        let all = try decoder.container(keyedBy: JSONKey.self)
        var rest: JSONObject = [:]
        for key in all.allKeys where !known.contains(key.stringValue) {
            rest[key.stringValue] = try all.decode(JSONValue.self, forKey: key)
        }
        return rest
    }

    /// Refuses the document unless `condition` holds; `why` is what is wrong with the field, or with the object when there is no key.
    func require(_ condition: Bool, _ key: Key? = nil, _ why: @autoclosure () -> String) throws {
        guard !condition else { return }
        throw FieldFault.at(decoder.codingPath + (key.map { [$0] } ?? []), why())
    }

    /// Gives a place to a number that does not fit: Foundation's decoder throws something private for it, which knows none.
    private func located<Value>(_ key: Key, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error where !(error is DecodingError) {
            throw FieldFault.at(decoder.codingPath + [key], FieldFault.numberDoesNotFit)
        }
    }
}
