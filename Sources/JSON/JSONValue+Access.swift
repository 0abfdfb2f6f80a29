/// Reading and changing what is in a value, without a type for it: what has another shape than asked for counts as absent.
extension JSONValue {
    /// A field of an object; nil for one that is missing or null. Setting nil removes it; setting one of anything but an object makes it one.
    package subscript(_ key: String) -> JSONValue? {
        get {
            guard case .object(let fields) = self, let value = fields[key], value != .null else { return nil }
            return value
        }
        set {
            var fields = object ?? [:]
            fields[key] = newValue
            self = .object(fields)
        }
    }

    package var string: String? { if case .string(let value) = self { value } else { nil } }
    package var integer: Int? { if case .integer(let value) = self { Int(exactly: value) } else { nil } }
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
    package var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

    /// A number, whole or not: how AWS's JSON services write times, in seconds since 1970.
    package var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .decimal(let value): Double("\(value)")
        default: nil
        }
    }

    /// The texts of a list; what is no text is left out.
    package var strings: [String] { (array ?? []).compactMap(\.string) }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// The first of two equal keys wins.
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements) { first, _ in first }) }
}

extension JSONValue {
    package init(_ value: Int) { self = .integer(Int64(value)) }
    package init(_ values: some Sequence<String>) { self = .array(values.map { .string($0) }) }
    package init(_ values: [String: String]) { self = .object(values.mapValues { .string($0) }) }

    /// An object without the fields whose value is nil.
    package static func fields(_ fields: KeyValuePairs<String, JSONValue?>) -> JSONObject {
        JSONObject(fields.compactMap { key, value in value.map { (key, $0) } }) { first, _ in first }
    }
}
