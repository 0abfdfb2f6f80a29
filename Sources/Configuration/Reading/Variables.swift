import Diagnostics

/// A `${NAME}` of a service that has no value here; a release refuses it, a build does not need it.
package struct UnsetVariable: Sendable, Equatable {
    package let name: String
    package let location: SourceLocation
}

/// Replaces `${NAME}` and `${NAME:-default}` by values of the environment; `$${` stands for `${` itself.
///
/// In services `${stack:OUTPUT}` and `${service:NAME}` stay as they are: only a release can ask for them.
struct Variables {
    /// What to do with a variable that has no value and no default.
    enum WhenUnset {
        case report
        case collect
        case keep
    }

    let values: [String: String]

    /// Expands every text in `node`, at any depth; keys stay as they are.
    func expand(_ node: Node, whenUnset: WhenUnset, except: Set<String> = [], _ reading: Reading) -> Node {
        var node = node
        switch node.content {
        case .nothing: break
        case .scalar(let text, let isPlain):
            guard text.contains("${") else { break }
            node.content = .scalar(expand(text, at: node, whenUnset, reading), isPlain: isPlain)
        case .list(let items):
            node.content = .list(items.map { expand($0, whenUnset: whenUnset, except: except, reading) })
        case .map(let entries):
            node.content = .map(
                entries.map { entry in
                    if except.contains(entry.key) { return entry }
                    var entry = entry
                    entry.value = expand(entry.value, whenUnset: whenUnset, except: except, reading)
                    return entry
                })
        }
        return node
    }

    private func expand(_ text: String, at node: Node, _ whenUnset: WhenUnset, _ reading: Reading) -> String {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                result += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${"), let end = rest.firstIndex(of: "}") {
                result += value(of: rest[rest.index(dollar, offsetBy: 2)..<end], at: node, whenUnset, reading)
                rest = rest[rest.index(after: end)...]
            } else {
                result += "$"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    /// - Parameter inside: what stands between the braces.
    private func value(of inside: Substring, at node: Node, _ whenUnset: WhenUnset, _ reading: Reading) -> String {
        if whenUnset != .report, Self.isReference(inside) { return "${\(inside)}" }
        let colon = inside.firstIndex(of: ":")
        let name = String(inside[..<(colon ?? inside.endIndex)])
        let fallback = colon.map { inside[$0...] }
        guard Names.isVariable(name), fallback == nil || fallback?.hasPrefix(":-") == true else {
            reading.report(
                node, "'${\(String(inside).shortened)}' is not a variable: write ${NAME} or ${NAME:-default}, or $${ for the text itself")
            return "${\(inside)}"
        }
        if let value = values[name], !(value.isEmpty && fallback != nil) { return value }
        if let fallback { return String(fallback.dropFirst(2)) }
        switch whenUnset {
        case .report: reading.report(node, "the variable '\(name)' is not set: set it, or write a default, ${\(name):-...}")
        case .collect: reading.unsetVariables.append(UnsetVariable(name: name, location: reading.origin(node).location))
        case .keep: break
        }
        return "${\(inside)}"
    }

    /// `stack:OUTPUT` or `service:NAME`.
    private static func isReference(_ inside: Substring) -> Bool {
        let parts = inside.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 && ["stack", "service"].contains(parts[0]) && !parts[1].isEmpty && !parts[1].hasPrefix("-")
    }
}
