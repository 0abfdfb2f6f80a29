import Testing

/// A file with a mistake and the exact report of it.
struct Mistake: Sendable, CustomTestStringConvertible {
    let name: String
    /// Stands after `version: 1` and `project: p`, so that it begins in line 3.
    let body: String
    /// Line by line, each after the name of the file.
    let report: [String]
    /// Whether the JSON Schema cannot see it.
    let isSemantic: Bool

    init(_ name: String, _ body: String, _ report: String..., semantic: Bool = false) {
        self.name = name
        self.body = body
        self.report = report
        isSemantic = semantic
    }

    var text: String { "version: 1\nproject: p\n" + body + "\n" }
    var testDescription: String { name }

    static let all =
        keys + types + registries + images + references + services + routes + infra + capacity + schedules + environments
}
