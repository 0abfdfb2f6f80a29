import Foundation
import TestSupport
import Testing

/// What Amazon ECS answers, from a file: deployments and sessions, which moto does not know.
@Suite(.serialized) struct `A service with a past` {
    private let server: FixtureServer
    private let project: SampleProject

    init() throws {
        server = try FixtureServer(
            "python3", "aws_answers.py", [PythonTools.fixtures.appendingPathComponent("service_answers.json").path])
        project = try SampleProject()
    }

    private func run(_ arguments: [String]) throws -> Program.Output {
        let variables = [
            "AWS_ENDPOINT_URL": server.address, "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "s3cret-key",
            "AWS_REGION": "eu-central-1", "NO_PROXY": "127.0.0.1",
        ]
        // In front of a `--`.
        return try project.run([arguments[0], "--cluster", "demo", "--service", "chat"] + arguments.dropFirst(), variables)
    }

    @Test func `shows its containers one below the other`() throws {
        let text = try run(["status"]).text
        // How long ago it was depends on the day.
        try expectGolden(
            text.replacing(/successful, \d+ d/, with: "successful, N d").replacing(/DEPLOYMENT +/, with: "DEPLOYMENT  "), "status.txt")
    }

    @Test func `shows its deployments, and why some failed`() throws {
        try expectGolden(try run(["history"]).text, "history.txt")
        try expectGolden(try run(["history", "--json"]).text, "history.json")
    }

    @Test func `is opened by the line that exec prints`() throws {
        let line = try run(["exec", "--container", "frontend", "--", "python", "-c", "print('it is')"]).text
        let words = try Program.output(["sh", "-c", "aws() { printf '%s\\n' \"$@\"; }; " + line]).split(separator: "\n")
        #expect(
            words.dropLast().joined(separator: " ")
                == "ecs execute-command --region eu-central-1 --cluster demo --task 0123456789abcdef0123456789abcdef "
                + "--container frontend --interactive --command")
        // What the shell in the container makes of the last word.
        #expect(try Program.output(["sh", "-c", "printf '%s|' \(words.last ?? "")"]) == "python|-c|print('it is')|")
        let refused = try run(["exec", "--container", "backend"])
        #expect(refused.status == 5)
        try expectGolden(refused.standardError, "errors/exec without an agent.txt")
    }

    @Test func `is pruned of what failed and of what is old, when told so`() throws {
        try expectGolden(try run(["prune", "--keep", "1", "--dry-run"]).text, "prune.txt")
        try expectGolden(try run(["prune", "--keep", "1"]).standardError, "errors/prune without a terminal.txt")
        let output = try run(["prune", "--keep", "1", "--yes"])
        #expect(output.status == 0)
        #expect(output.standardError == "gone   demo-chat:4\ngone   demo-chat:2\n")
        #expect(try run(["prune", "--keep", "1", "--dry-run", "--json"]).text.contains(#""kept":"in-use""#))
    }
}
