/// A variable of the environment that code reads.
struct VariableRead: Sendable, Hashable {
    let name: String
    /// What the code takes without it, where a text stands beside the name.
    let standard: String?

    /// The reads of one line of Python: `os.environ["NAME"]`, `getenv("NAME", "x")`, and the first argument of any call in a file
    /// that knows the environment, since settings are mostly read through a function of one's own.
    ///
    /// Only names in capitals with an underscore count there; words such as `PORT` need a name that says what is read.
    static func reads(in line: String) -> [VariableRead] {
        var reads: [VariableRead] = []
        var rest = line[...]
        while let quote = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }) {
            let before = rest[..<quote]
            let mark = rest[quote]
            let inside = rest[rest.index(after: quote)...].prefix { $0 != mark }
            rest = rest[inside.endIndex...].dropFirst()
            guard isName(inside), let opening = before.last(where: { $0 != " " }), isOpening(opening, before) else { continue }
            let isAssigned = opening == "[" && isAssignment(rest)
            guard !isAssigned, inside.contains("_") || isKnown(inside) else { continue }
            reads.append(VariableRead(name: String(inside), standard: standard(in: rest)))
        }
        return reads
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.first, first.isASCII, first.isUppercase, text.count > 2 else { return false }
        return text.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") } && text.last != "_"
    }

    private static func isKnown(_ name: Substring) -> Bool { ["PORT", "HOST", "TOKEN", "PASSWORD"].contains(name) }

    /// Whether a call or a subscript begins there, rather than a list.
    private static func isOpening(_ opening: Character, _ before: Substring) -> Bool {
        guard opening == "(" || opening == "[", let place = before.lastIndex(of: opening) else { return false }
        return before[..<place].last.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "]" } ?? false
    }

    /// `] = ...`, but not `] == ...`.
    private static func isAssignment(_ rest: Substring) -> Bool {
        let after = rest.drop { $0 == " " || $0 == "]" }
        return after.first == "=" && after.dropFirst().first != "="
    }

    /// The text behind `, ` or `) or `.
    private static func standard(in rest: Substring) -> String? {
        let after = rest.drop { $0 == " " || $0 == ")" }
        let value = after.first == "," ? after.dropFirst() : after.hasPrefix("or ") ? after.dropFirst(3) : after.prefix(0)
        let text = value.drop { $0 == " " }
        guard let mark = text.first, mark == "\"" || mark == "'" else { return nil }
        return String(text.dropFirst().prefix { $0 != mark })
    }
}
