import JSON

/// Nested values as the flat fields of a query service: `Filters.member.1.Name`.
/// - Source: Smithy, "AWS query protocol" and "AWS EC2 query protocol".
enum QueryForm {
    /// How the place of an item in its list is written.
    enum Lists: String {
        case members = ".member."
        /// EC2, whose lists also go by other names than in its documentation: `Filter.1.Value.1`.
        case numbers = "."
    }

    /// What is null or an empty list is left out.
    static func fields(_ parameters: JSONObject, _ lists: Lists = .members) -> [String: String] {
        var fields: [String: String] = [:]
        for (name, value) in parameters { add(value, name, lists, to: &fields) }
        return fields
    }

    private static func add(_ value: JSONValue, _ name: String, _ lists: Lists, to fields: inout [String: String]) {
        switch value {
        case .null: break
        case .bool(let flag): fields[name] = flag ? "true" : "false"
        case .integer(let number): fields[name] = "\(number)"
        case .decimal(let number): fields[name] = "\(number)"
        case .string(let text): fields[name] = text
        case .array(let items):
            for (index, item) in items.enumerated() { add(item, "\(name)\(lists.rawValue)\(index + 1)", lists, to: &fields) }
        case .object(let members):
            for (member, value) in members { add(value, "\(name).\(member)", lists, to: &fields) }
        }
    }
}
