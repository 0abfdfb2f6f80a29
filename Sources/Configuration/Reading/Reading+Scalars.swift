/// Single values. YAML's own guesses (`yes`, `3.10`, `22:22`, `0755`) are not made: a text is what the user wrote.
extension Reading {
    /// The text as written, whatever YAML would take it for.
    func text(_ node: Node) -> String? {
        guard case .scalar(let text, _) = node.content else {
            expected("a text", node)
            return nil
        }
        return text
    }

    /// A text with at least one character.
    func word(_ node: Node, _ what: String) -> String? {
        guard case .scalar(let text, _) = node.content, !text.isEmpty else {
            expected(what, node)
            return nil
        }
        return text
    }

    /// A text that `isValid` accepts; `what` describes it in the message.
    func word(_ node: Node, _ what: String, where isValid: (String) -> Bool) -> String? {
        guard case .scalar(let text, _) = node.content, isValid(text) else {
            expected(what, node)
            return nil
        }
        return text
    }

    /// A whole decimal number without quotes, in `range`.
    func integer(_ node: Node, _ range: ClosedRange<Int>, _ what: String = "a whole number") -> Int? {
        let wanted = "\(what) from \(range.lowerBound) to \(range.upperBound)"
        guard case .scalar(let text, isPlain: true) = node.content, let number = Int(text), String(number) == text, range.contains(number)
        else {
            if case .scalar(let text, isPlain: false) = node.content, let number = Int(text), range.contains(number) {
                report(node, "expected \(wanted), found \(node.found): write it without quotes")
            } else {
                expected(wanted, node)
            }
            return nil
        }
        return number
    }

    /// `true` or `false`. YAML 1.1's other words (`yes`, `on`) are refused, since tools disagree on them.
    func boolean(_ node: Node) -> Bool? {
        if case .scalar(let text, isPlain: true) = node.content {
            if ["true", "True", "TRUE"].contains(text) { return true }
            if ["false", "False", "FALSE"].contains(text) { return false }
        }
        expected("true or false", node)
        return nil
    }

    /// One of a few words; the message names them all.
    func choice<T: RawRepresentable & CaseIterable>(_ node: Node, _ type: T.Type) -> T? where T.RawValue == String {
        let names = T.allCases.map(\.rawValue)
        guard case .scalar(let text, _) = node.content, let value = T(rawValue: text) else {
            expected("one of \(names.joined(separator: ", "))", node)
            return nil
        }
        return value
    }

    /// A length of time with its unit, `60s`, `5m`, `1h30m` or `500ms`, within `range`.
    func duration(_ node: Node, _ range: ClosedRange<Duration> = .zero ... .seconds(86_400)) -> Duration? {
        guard case .scalar(let text, _) = node.content, let duration = Duration(unitText: text) else {
            expected("a duration such as 60s, 5m or 1h30m", node)
            return nil
        }
        guard range.contains(duration) else {
            report(node, "'\(text)' is out of range: \(range.lowerBound.unitText) to \(range.upperBound.unitText)")
            return nil
        }
        return duration
    }
}
