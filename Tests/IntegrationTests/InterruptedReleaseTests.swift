import Foundation
import TestSupport
import Testing

/// A simulation takes its time where somebody looks on: time enough to press Ctrl-C.
@Suite(.serialized) struct `A release that is interrupted` {
    private let project: ReleaseProject

    init() throws { project = try ReleaseProject() }

    /// Runs at a terminal, and types Ctrl-C once the rollout is under way.
    private func interrupted(_ answers: [String]) throws -> Program.Output {
        let script = PythonTools.fixtures.appendingPathComponent("terminal.py").path
        let words = Binary.command(
            ["release", "frontend", "--simulate"], project.project.variables.merging(["TERM": "xterm"]) { $1 })
        let question = "continue (c)? "
        let lines = ["deploying", "^C"] + answers.flatMap { [question, $0] }
        return try Program.run(["python3", script] + words + ["--"] + lines, directory: project.project.root)
    }

    @Test func `goes back when the user says so`() throws {
        let output = try interrupted(["s"])
        #expect(output.status == 130)
        #expect(output.text.contains("stop and roll back (s), leave it running (l), or continue (c)?"))
        #expect(output.text.contains("simulation: interrupted; 'frontend' is back at llm-chat-frontend:1"))
        #expect(output.text.hasSuffix("echo: True\n"))
    }

    @Test func `is left running when the user says so`() throws {
        let output = try interrupted(["l"])
        #expect(output.status == 130)
        #expect(output.text.contains("interrupted; the rollout of 'frontend' goes on"))
        #expect(output.text.contains("follow it with `imgship release --follow`"))
    }

    @Test func `goes on when the user says so`() throws {
        let output = try interrupted(["c"])
        #expect(output.status == 0)
        #expect(output.text.contains("\u{1b}[32msucceeded"))
        #expect(output.text.contains("frontend\tarn:aws:ecs:"))
        #expect(output.text.hasSuffix("echo: True\n"))
    }
}
