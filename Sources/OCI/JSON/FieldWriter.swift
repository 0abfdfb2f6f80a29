import JSON

/// One JSON object being written: the unknown fields first, then the typed ones; what is empty is left out.
struct FieldWriter<Key: CodingKey & CaseIterable> {
    private var fields: KeyedEncodingContainer<Key>

    init(_ encoder: any Encoder, unknown: JSONObject) throws {
        var all = encoder.container(keyedBy: JSONKey.self)
        let known = Set(Key.allCases.map(\.stringValue))
        for (name, value) in unknown where !known.contains(name) { try all.encode(value, forKey: JSONKey(name)) }
        fields = encoder.container(keyedBy: Key.self)
    }

    mutating func write(_ key: Key, _ value: some Encodable) throws {
        try fields.encode(value, forKey: key)
    }

    mutating func write<Value: Encodable>(_ key: Key, ifPresent value: Value?) throws {
        try fields.encodeIfPresent(value, forKey: key)
    }

    mutating func write(_ key: Key, unlessEmpty value: some Encodable & Collection) throws {
        if !value.isEmpty { try fields.encode(value, forKey: key) }
    }

    mutating func write(_ key: Key, set names: Set<String>) throws {
        try write(key, unlessEmpty: Dictionary(uniqueKeysWithValues: names.map { ($0, JSONObject()) }))
    }
}
