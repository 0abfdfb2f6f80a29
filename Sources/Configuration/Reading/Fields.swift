import Diagnostics

/// The fields of one map whose keys are known beforehand.
struct Fields {
    let node: Node
    let reading: Reading
    private let entries: [String: Node.Entry]

    /// Reports a value that is not a map, and each unknown key with the nearest known one.
    init?(_ node: Node, _ keys: Keys, _ reading: Reading) {
        guard case .map(let entries) = node.content else {
            let form =
                "a map with \(keys.names.prefix(3).map { "'\($0)'" }.joined(separator: ", "))" + (keys.names.count > 3 ? ", ..." : "")
            reading.expected(keys.definition.isEmpty ? form : "\(keys.subject) (\(form))", node)
            return nil
        }
        for entry in entries where !keys.names.contains(entry.key) {
            let suggestion = NearestName.suggestion(for: entry.key, among: keys.names)
            let hint = suggestion.map { ", did you mean '\($0)'?" } ?? "; \(keys.subject) has: \(keys.names.joined(separator: ", "))"
            reading.report(entry.keyPlace, "unknown key '\(entry.key.shortened)'" + hint)
        }
        self.node = node
        self.reading = reading
        self.entries = Dictionary(entries.map { ($0.key, $0) }) { first, _ in first }
    }

    subscript(key: String) -> Node? { entries[key]?.value }

    func has(_ key: String) -> Bool { entries[key] != nil }

    /// Where the key was written, or else the map that lacks it.
    func place(_ key: String) -> Place { entries[key]?.keyPlace ?? node.place }

    /// The value of an optional key, read by `parse`.
    func read<T>(_ key: String, _ parse: (Node) -> T?) -> T? {
        entries[key].flatMap { parse($0.value) }
    }

    /// The value of a key that must be there.
    func require<T>(_ key: String, _ hint: String, _ parse: (Node) -> T?) -> T? {
        guard let entry = entries[key] else {
            reading.report(node, "'\(key)' is missing: \(hint)")
            return nil
        }
        return parse(entry.value)
    }

    /// Reports all but the first of keys that exclude each other.
    func exclusive(_ keys: String...) {
        let present = keys.filter(has)
        for key in present.dropFirst() { reading.report(place(key), "'\(present[0])' and '\(key)' exclude each other: keep one of them") }
    }
}
