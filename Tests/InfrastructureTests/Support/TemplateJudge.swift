import Foundation
import JSON
import TestSupport

/// Other people's opinions on templates; see `Tests/Fixtures/template_judge.py`.
enum TemplateJudge {
    static let isThere = PythonTools.judges != nil

    /// What cfn-lint has against a template: errors, warnings and advice.
    static func complaints(_ template: String) throws -> [String] {
        try ask("cfn-lint", template).strings
    }

    /// What PyYAML reads in a text.
    static func read(yaml text: String) throws -> JSONValue { try ask("yaml", text) }

    /// The outputs of the stack that moto makes of a template.
    static func made(_ template: String) throws -> [String: String] {
        (try ask("make", template).object ?? [:]).compactMapValues(\.string)
    }

    /// How many characters the policies of each role have, with what a stack fills in; the longest region and names.
    static func policySizes(_ template: String) throws -> [String: Int] {
        (try ask("policies", template).object ?? [:]).compactMapValues(\.integer)
    }

    /// What a resource type is known by, and what can be said only when it is made.
    static func fixed(_ type: String) throws -> (identifier: Set<String>, fixed: Set<String>) {
        let answer = try ask("fixed", type)
        return (Set(answer["identifier"]?.strings ?? []), Set(answer["fixed"]?.strings ?? []))
    }

    private static func ask(_ verb: String, _ text: String) throws -> JSONValue {
        let script = PythonTools.fixtures.appendingPathComponent("template_judge.py").path
        let question = JSONValue([text]).bytes()
        let answer = try Program.output([PythonTools.judges ?? "python3", script, verb], input: question)
        return try JSONValue(parsing: Array(answer.utf8), name: "the answer").array?.first ?? .null
    }
}
