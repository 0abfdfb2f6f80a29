/// Reads a marker: `or` binds weakest, then `and`, then parentheses and comparisons.
struct MarkerParser {
    private enum Token: Equatable {
        case open, close
        case literal(String)
        case word(String)
        case symbol(String)
    }

    /// Deeper nesting than anyone writes; it keeps a hostile text from exhausting the stack.
    private static let depthLimit = 64
    private let text: String
    private var tokens: ArraySlice<Token> = []
    private var depth = 0

    init(_ text: String) { self.text = text }

    mutating func parse() throws(PythonError) -> Marker {
        tokens = try Self.tokenize(text)[...]
        let marker = try disjunction()
        guard tokens.isEmpty else { throw problem("there is something after its end") }
        return marker
    }

    private mutating func disjunction() throws(PythonError) -> Marker {
        var parts = [try conjunction()]
        while take(.word("or")) { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction() throws(PythonError) -> Marker {
        var parts = [try atom()]
        while take(.word("and")) { parts.append(try atom()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func atom() throws(PythonError) -> Marker {
        guard take(.open) else {
            let left = try value()
            let comparison = try comparison()
            let right = try value()
            switch (left, right) {
            case (.variable, .literal), (.literal, .variable): return .comparison(left, comparison, right)
            default: throw problem("a comparison has a variable on one side and a quoted text on the other")
            }
        }
        depth += 1
        guard depth <= Self.depthLimit else { throw problem("its parentheses are nested too deeply") }
        let inner = try disjunction()
        guard take(.close) else { throw problem("a parenthesis is not closed") }
        depth -= 1
        return inner
    }

    private mutating func value() throws(PythonError) -> Marker.Value {
        switch tokens.popFirst() {
        case .literal(let text): return .literal(text)
        case .word(let word):
            guard let variable = MarkerVariable(rawValue: word) ?? MarkerVariable.old[word] else {
                throw problem("'\(word)' is not a variable of markers")
            }
            return .variable(variable)
        default: throw problem("a variable or a quoted text is missing")
        }
    }

    private mutating func comparison() throws(PythonError) -> Marker.Operator {
        switch tokens.popFirst() {
        case .symbol(let symbol):
            if let known = Marker.Operator(rawValue: symbol) { return known }
        case .word("in"): return .isIn
        case .word("not"):
            if take(.word("in")) { return .isNotIn }
        default: break
        }
        throw problem("a comparison such as == or in is missing")
    }

    private mutating func take(_ token: Token) -> Bool {
        guard tokens.first == token else { return false }
        tokens = tokens.dropFirst()
        return true
    }

    private func problem(_ reason: String) -> PythonError { Self.problem(text, reason) }

    private static func problem(_ text: String, _ reason: String) -> PythonError {
        PythonError(.invalidValue, text, reason: "as an environment marker: \(reason)")
    }

    private static func tokenize(_ text: String) throws(PythonError) -> [Token] {
        var tokens: [Token] = []
        var rest = Substring(text)
        while let first = rest.first {
            switch first {
            case " ", "\t": rest = rest.dropFirst()
            case "(", ")":
                tokens.append(first == "(" ? .open : .close)
                rest = rest.dropFirst()
            case "'", "\"":
                let body = rest.dropFirst()
                guard let end = body.firstIndex(of: first) else { throw problem(text, "a quoted text is not closed") }
                tokens.append(.literal(String(body[..<end])))
                rest = body[body.index(after: end)...]
            default:
                let isSymbol = "=<>!~".contains(first)
                let word = rest.prefix { isSymbol ? "=<>!~".contains($0) : $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
                guard !word.isEmpty else { throw problem(text, "'\(first)' has no place in a marker") }
                tokens.append(isSymbol ? .symbol(String(word)) : .word(String(word)))
                rest = rest.dropFirst(word.count)
            }
        }
        return tokens
    }
}
