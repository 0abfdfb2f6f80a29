import Foundation
import TestSupport

/// A project of one of the examples, released in a simulation as a CI system would.
final class ReleaseProject: Sendable {
    let project: SampleProject

    /// - Parameter example: a file of `examples/`, without its extension.
    init(_ example: String = "two-services") throws {
        project = try SampleProject(
            String(contentsOf: Checkout.root.appendingPathComponent("examples/\(example).yaml"), encoding: .utf8))
    }

    func run(_ arguments: [String], _ variables: [String: String] = [:]) throws -> Program.Output {
        try project.run(arguments, ["CI": "true"].merging(variables) { $1 })
    }

    /// What was typed, what people read, what programs read, and the exit code.
    func transcript(_ arguments: [String]) throws -> String {
        let output = try run(arguments)
        let parts = [
            "$ imgship \(arguments.joined(separator: " "))", output.standardError,
            output.text.isEmpty ? nil : "standard output:\n" + output.text,
            "exit code \(output.status)",
        ]
        return parts.compactMap(\.self).map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }.joined(separator: "\n") + "\n"
    }

    /// The document of a release.
    func document(_ arguments: [String]) throws -> ReleaseOutcome {
        try JSONDecoder().decode(ReleaseOutcome.self, from: Data(run(arguments + ["--json"]).text.utf8))
    }
}

/// What `imgship release --json` is promised to print.
struct ReleaseOutcome: Decodable {
    struct Service: Decodable {
        let name: String
        let cluster: String
        let service: String
        let action: String
        let state: String
        let revision: String?
        let previousRevision: String?
        let deployment: String?
        let images: [String: String]
    }
    struct Finding: Decodable {
        let severity: String
        let rule: String
        let service: String?
        let what: String
    }
    struct PostMortem: Decodable {
        let service: String
        let cause: String
        let remedy: String
        let file: String?
    }
    struct Plan: Decodable {
        let waves: [[String]]
    }
    struct Trouble: Decodable {
        let summary: String
        let reason: String?
        let hint: String?
    }
    let schema: Int
    let simulated: Bool
    let scenario: String?
    let outcome: String
    let startedAt: String?
    let finishedAt: String?
    let elapsed: Int?
    let services: [Service]
    let plan: Plan?
    let findings: [Finding]
    let postMortems: [PostMortem]
    let error: Trouble?
}
