/// A condition after `;` in a requirement: `python_version < "3.11" and sys_platform == "linux"`.
/// - Source: packaging.python.org, "Dependency specifiers" (PEP 508), and "pylock.toml" for `extras` and `dependency_groups`.
package indirect enum Marker: Hashable, Sendable {
    case all([Marker])
    case any([Marker])
    case comparison(Value, Operator, Value)

    package enum Value: Hashable, Sendable {
        case variable(MarkerVariable)
        case literal(String)
    }

    package enum Operator: String, Hashable, Sendable, CaseIterable {
        case identical = "==="
        case equal = "=="
        case notEqual = "!="
        case atMost = "<="
        case atLeast = ">="
        case compatible = "~="
        case less = "<"
        case greater = ">"
        case isIn = "in"
        case isNotIn = "not in"
    }

    /// - Throws: ``PythonError`` `.invalidValue` with the place where reading stopped.
    package init(_ text: some StringProtocol) throws(PythonError) {
        var parser = MarkerParser(String(text))
        self = try parser.parse()
    }

    /// Whether the condition holds in `environment`.
    /// - Throws: ``PythonError`` `.invalidValue` for a comparison that means nothing, as `sys_platform ~= "linux"`.
    package func holds(in environment: MarkerEnvironment) throws(PythonError) -> Bool {
        switch self {
        case .all(let parts):
            for part in parts where try !part.holds(in: environment) { return false }
            return true
        case .any(let parts):
            for part in parts where try part.holds(in: environment) { return true }
            return false
        case .comparison(let left, let comparison, let right):
            return try Self.compare(left, comparison, right, in: environment)
        }
    }

    private static func compare(
        _ left: Value, _ comparison: Operator, _ right: Value, in environment: MarkerEnvironment
    ) throws(PythonError) -> Bool {
        switch (left, right) {
        case (.literal(let text), .variable(let variable)) where variable.isSet:
            return try isMember(text, comparison, of: environment.set(variable))
        case (.variable(.extra), .literal(let text)), (.literal(let text), .variable(.extra)):
            return try compareText(environment.extra, comparison, normalised(text))
        case (.variable(let variable), .literal(let text)):
            return try compare(environment[variable], comparison, text, as: variable)
        case (.literal(let text), .variable(let variable)):
            return try compare(text, comparison, environment[variable], as: variable)
        default:
            throw PythonError(.invalidValue, comparison.rawValue, reason: "a marker compares one variable with one quoted text")
        }
    }

    private static func compare(
        _ left: String, _ comparison: Operator, _ right: String, as variable: MarkerVariable
    ) throws(PythonError) -> Bool {
        if variable.isVersion, let operation = VersionSpecifier.Comparison(rawValue: comparison.rawValue),
            let specifier = VersionSpecifier(operation, right), let version = PythonVersionParser.parse(left)
        {
            return specifier.contains(version)
        }
        return try compareText(left, comparison, right)
    }

    /// Texts have no order: `<` and `>` never hold, as `packaging` has it.
    private static func compareText(_ left: String, _ comparison: Operator, _ right: String) throws(PythonError) -> Bool {
        switch comparison {
        case .equal, .atMost, .atLeast: left == right
        case .notEqual: left != right
        case .less, .greater: false
        case .isIn: right.isEmpty ? left.isEmpty : left.isEmpty || right.contains(left)
        case .isNotIn: !(left.isEmpty || right.contains(left))
        case .compatible, .identical:
            throw PythonError(.invalidValue, "\(left) \(comparison.rawValue) \(right)", reason: "this comparison is for versions only")
        }
    }

    private static func isMember(_ text: String, _ comparison: Operator, of set: Set<String>) throws(PythonError) -> Bool {
        switch comparison {
        case .isIn: set.contains(normalised(text))
        case .isNotIn: !set.contains(normalised(text))
        default: throw PythonError(.invalidValue, comparison.rawValue, reason: "a set is asked with 'in' or 'not in'")
        }
    }

    private static func normalised(_ name: String) -> String {
        (try? PackageName(name).text) ?? name
    }
}
