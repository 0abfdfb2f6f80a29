import Diagnostics

/// Lists and maps.
extension Reading {
    /// A list whose items `parse` reads; items with a mistake are left out.
    func list<T>(_ node: Node, _ what: String, _ parse: (Node) -> T?) -> [T]? {
        guard case .list(let items) = node.content else {
            expected(what, node)
            return nil
        }
        return items.compactMap(parse)
    }

    /// A list of texts.
    func texts(_ node: Node) -> [String]? {
        list(node, "a list of strings", text)
    }

    /// A list of texts, or a single one.
    func oneOrMore<T>(_ node: Node, _ what: String, _ parse: (Node) -> T?) -> [T]? {
        switch node.content {
        case .scalar: parse(node).map { [$0] }
        case .list(let items) where !items.isEmpty: items.compactMap(parse)
        default:
            list(node, what, parse).flatMap {
                $0.isEmpty
                    ? {
                        report(node, "expected \(what), found an empty list"); return nil
                    }() : $0
            }
        }
    }

    /// A map whose keys the user chooses.
    /// - Parameter isName: which keys are right; `rule` says it in the message.
    func map<T>(_ node: Node, _ what: String, isName: (String) -> Bool, rule: String, _ parse: (Node.Entry) -> T?) -> [String: T]? {
        guard case .map(let entries) = node.content else {
            expected(what, node)
            return nil
        }
        var result: [String: T] = [:]
        for entry in entries {
            if !isName(entry.key) { report(entry.keyPlace, "'\(entry.key.shortened)' is not a name: \(rule)") }
            if let value = parse(entry) { result[entry.key] = value }
        }
        return result
    }

    /// A map from names (of images, services and the like) to what they stand for.
    func named<T>(_ node: Node, _ what: String, _ parse: (Node.Entry) -> T?) -> [String: T]? {
        map(node, what, isName: Names.isName, rule: Names.rule, parse)
    }

    /// Environment variables: names to texts.
    func variables(_ node: Node) -> [String: String]? {
        map(node, "a map of variables, NAME: value", isName: Names.isVariable, rule: Names.variableRule) { text($0.value) }
    }

    /// Labels and annotations: any key that is not empty to a text.
    func labels(_ node: Node) -> [String: String]? {
        map(node, "a map of texts, key: value", isName: { !$0.isEmpty }, rule: "it is empty") { text($0.value) }
    }

    /// Reports the items that a list holds more than once.
    func unique(_ node: Node?, _ what: String) {
        guard case .list(let items)? = node?.content else { return }
        var seen: Set<String> = []
        for item in items {
            if case .scalar(let text, _) = item.content, !seen.insert(text).inserted {
                report(item, "\(what) '\(text.shortened)' is listed twice")
            }
        }
    }

    /// Reports a name that is not among those that exist, with the nearest one.
    func unknown(_ kind: String, _ name: String, at place: Place, among known: some Collection<String>) {
        let sorted = known.sorted()
        let hint = NearestName.suggestion(for: name, among: sorted).map { ", did you mean '\($0)'?" }
        let all = sorted.isEmpty ? "" : "; known: \(sorted.prefix(12).joined(separator: ", "))"
        report(place, "unknown \(kind) '\(name.shortened)'" + (hint ?? all))
    }
}
