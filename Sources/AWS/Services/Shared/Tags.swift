import JSON

/// Tags between AWS's lists and a dictionary.
package enum Tags {
    /// As requests want them: by key, so that equal tags give equal requests.
    /// - Parameter names: how the service calls the two fields.
    package static func list(_ tags: [String: String], _ names: Names = .lowerCase) -> JSONValue {
        .array(tags.sorted { $0.key < $1.key }.map { .object([names.key: .string($0.key), names.value: .string($0.value)]) })
    }

    static func read(_ value: JSONValue?, _ names: Names = .lowerCase) -> [String: String] {
        let pairs = (value?.array ?? []).compactMap { tag in tag[names.key]?.string.map { ($0, tag[names.value]?.string ?? "") } }
        return [String: String](pairs) { _, last in last }
    }

    package enum Names: Sendable {
        /// ECS: `{key, value}`.
        case lowerCase
        /// ECR, Secrets Manager, SSM and the query services: `{Key, Value}`.
        case upperCase

        var key: String { self == .lowerCase ? "key" : "Key" }
        var value: String { self == .lowerCase ? "value" : "Value" }
    }
}
