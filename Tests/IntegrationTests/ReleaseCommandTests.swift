import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct `A simulated release` {
    private let project: ReleaseProject

    init() throws { project = try ReleaseProject() }

    /// Name of the golden file, what is typed, and the exit code of the contract.
    static let ends: [(String, [String], Int32)] = [
        ("ok", ["--simulate"], 0),
        ("first", ["--simulate", "--simulate-first"], 0),
        ("throttled", ["--simulate", "throttled"], 0),
        ("flaky-start", ["--simulate", "flaky-start"], 0),
        ("no-wait", ["--simulate", "--no-wait"], 0),
        ("one service", ["backend", "--simulate", "ok"], 0),
        ("refreshed", ["--simulate", "--refresh"], 0),
        ("crash", ["--simulate", "crash:frontend"], 3),
        ("pull-failure", ["--simulate", "pull-failure:backend"], 3),
        ("pull-denied", ["--simulate", "pull-denied"], 3),
        ("secret-missing", ["--simulate", "secret-missing"], 3),
        ("no-route", ["--simulate", "no-route"], 3),
        ("out-of-memory", ["--simulate", "out-of-memory"], 3),
        ("health-check", ["--simulate", "health-check:backend"], 3),
        ("target-health", ["--simulate", "target-health:frontend"], 3),
        ("wrong-architecture", ["--simulate", "wrong-architecture"], 3),
        ("no-capacity", ["--simulate", "no-capacity"], 3),
        ("breaker", ["--simulate", "breaker:backend", "--fail-after", "0"], 3),
        ("alarm", ["--simulate", "alarm:backend"], 3),
        ("migration-fails", ["--simulate", "migration-fails"], 3),
        ("rollback-fails", ["--simulate", "rollback-fails"], 1),
        ("superseded", ["--simulate", "superseded"], 1),
        ("service-deleted", ["--simulate", "service-deleted"], 1),
        ("credentials-expire", ["--simulate", "credentials-expire"], 1),
        ("clock-wrong", ["--simulate", "clock-wrong"], 1),
        ("stuck", ["--simulate", "stuck", "--timeout", "5m"], 4),
        ("stuck and taken back", ["--simulate", "stuck", "--timeout", "5m", "--rollback-on-timeout"], 4),
        ("first crash", ["--simulate", "crash", "--simulate-first"], 3),
    ]

    @Test(arguments: ends) func `tells how it ends, the same in every run`(name: String, arguments: [String], code: Int32) throws {
        let transcript = try project.transcript(["release"] + arguments)
        try expectGolden(transcript, "release/\(name).txt")
        #expect(transcript.hasSuffix("exit code \(code)\n"))
        #expect(transcript.contains("simulation of '"))
        #expect(!transcript.contains("\u{1b}") && !transcript.contains("\r"))
    }

    @Test func `can be tried again where one has failed and nothing has been built`() throws {
        #expect(try project.run(["release", "--simulate", "crash:frontend"]).status == 3)
        let again = try project.run(["release", "--simulate"])
        #expect(again.status == 0, "\(again.standardError)")
        #expect(try project.run(["export", "frontend", "--to", "oci:out"]).standardError.contains("nothing has been built yet"))
    }

    @Test func `has a catalogue`() throws {
        let list = try project.run(["release", "--simulate", "list"])
        #expect(list.status == 0)
        try expectGolden(list.text, "release/scenarios.txt")
        try expectGolden(try project.transcript(["release", "--simulate", "crahs"]), "release/unknown scenario.txt")
    }

    @Test(arguments: [("plan", "text"), ("plan of a first release", "text"), ("plan in Markdown", "markdown")])
    func `has a plan that changes nothing`(name: String, format: String) throws {
        let first = name.contains("first") ? ["--simulate-first"] : []
        try expectGolden(
            try project.transcript(["release", "--dry-run", "--plan-format", format, "--simulate"] + first), "release/\(name).txt")
    }

    @Test func `needs no credentials, no home and no network`() throws {
        let output = try project.run(["release", "--simulate", "--quiet"], ["HOME": "", "AWS_ENDPOINT_URL": "http://127.0.0.1:1"])
        #expect(output.status == 0)
        #expect(output.standardError.isEmpty)
        let lines = output.text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        #expect(lines.map(\.first) == ["backend", "frontend"])
        #expect(lines.allSatisfy { $0.count == 4 && $0[2].contains("@sha256:") && $0[3] == "simulation" })
    }

    @Test func `takes images as they were built`() throws {
        let sample = try SampleProject(SampleProject.files + Self.filesService)
        let digest = try sample.build().images[0].digest
        let output = try sample.run(["release", "--simulate"], ["CI": "true"])
        #expect(output.status == 0, "\(output.standardError)")
        #expect(output.text.contains("/files@\(digest)\t"))
    }

    private static let filesService = "services: {web: {image: files, cpu: 256, memory: 512, desired: 1}}\n"

    // MARK: Documents

    @Test func `is one document with --json`() throws {
        let document = try project.document(["release", "--simulate"])
        #expect(document.schema == 1 && document.simulated && document.scenario == "ok" && document.outcome == "succeeded")
        #expect(document.services.map(\.state) == ["succeeded", "succeeded"])
        #expect(document.services[0].revision == "arn:aws:ecs:eu-west-1:123456789012:task-definition/llm-chat-backend:2")
        #expect(document.services[0].images["backend"]?.contains(":simulated@sha256:") == true)
        #expect(document.plan?.waves == [["backend"], ["frontend"]])
        #expect(document.startedAt == "2026-01-05T09:00:00Z" && document.elapsed ?? 0 > 60)
        #expect(document.error == nil && document.postMortems.isEmpty)
    }

    @Test func `has its post-mortems in the document, and keeps them`() throws {
        let document = try project.document(["release", "--simulate", "crash:frontend"])
        #expect(document.outcome == "rolled-back")
        #expect(document.services.map(\.state) == ["rolled-back", "rolled-back"])
        #expect(document.postMortems.map(\.cause) == ["exit-code"])
        #expect(document.error?.summary.hasPrefix("the release failed at 'frontend'") == true)
        let file = try #require(document.postMortems.first?.file)
        #expect(file.hasPrefix(".imgship/imgship/post-mortems/frontend-2026"))
        let kept = try #require(
            try JSONSerialization.jsonObject(with: Data(project.project.directory.read(file))) as? [String: Any])
        #expect(kept["simulated"] as? Bool == true && kept["cause"] as? String == "exit-code" && kept["schema"] as? Int == 1)
        // Where nothing is built, they lie in no store, and nobody takes their place for one.
        #expect(try project.run(["release", "--simulate"]).status == 0)
    }

    @Test func `is a line of JSON an event with --json-lines`() throws {
        let lines = try project.run(["release", "--simulate", "crash:frontend", "--json-lines"]).text.split(separator: "\n")
        let objects = try lines.map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
        #expect(objects.allSatisfy { $0["simulated"] as? Bool == true && $0["schema"] as? Int == 1 })
        let events = Set(objects.compactMap { $0["event"] as? String })
        #expect(events.isSuperset(of: ["registered", "progress", "task-failed", "post-mortem", "ended"]))
        #expect(objects.last?["outcome"] as? String == "rolled-back")
    }

    @Test func `tells a job on GitHub what it did`() throws {
        let summary = project.project.root + "/summary.md"
        _ = try project.run(["release", "--simulate", "--markdown", "plan.md"], ["GITHUB_STEP_SUMMARY": summary])
        _ = try project.run(["release", "--simulate", "crash:frontend"], ["GITHUB_STEP_SUMMARY": summary])
        let text = try String(contentsOfFile: summary, encoding: .utf8)
        try expectGolden(text, "release/job summary.md")
        #expect(text.hasPrefix(String(decoding: try project.project.directory.read("plan.md"), as: UTF8.self)))
    }

    // MARK: Traffic that moves

    @Test(arguments: [
        ("blue-green", "strategy: blue-green, bake: 5m, pause: [after-test-traffic]", "ok", Int32(0)),
        ("canary", "strategy: canary, canary: 10%, canary-bake: 10m", "ok", 0),
        ("linear", "strategy: linear, step: 25%, step-bake: 2m, bake: 1m", "ok", 0),
        ("alarm while baking", "strategy: blue-green, alarms: [frontend-errors]", "alarm-while-baking:frontend", 3),
    ]) func `moves the traffic as the file says`(name: String, deployment: String, scenario: String, code: Int32) throws {
        let directory = project.project.directory
        let group = "target-group: arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/chat/6d0ecf831eec9f09"
        let text = String(decoding: try directory.read("imgship.yaml"), as: UTF8.self)
        let changed = text.replacingOccurrences(of: group, with: "listen: 7860\n      test-listen: 7861")
            .replacingOccurrences(
                of: "deployment: {minimum: 100, maximum: 200, circuit-breaker: rollback}", with: "deployment: {\(deployment)}")
        try directory.write("imgship.yaml", changed)
        let transcript = try project.transcript(["release", "frontend", "--simulate", scenario])
        try expectGolden(transcript, "release/\(name).txt")
        #expect(transcript.hasSuffix("exit code \(code)\n"))
    }

    // MARK: Refusals

    @Test func `is refused with all findings at once`() throws {
        let text = String(decoding: try project.project.directory.read("imgship.yaml"), as: UTF8.self)
        let mistakes = [
            ("cpu: 512", "cpu: 300"), ("platforms: [linux/amd64]", "platforms: [linux/arm64]"),
            ("port: 8000", "port: 8001\n    architecture: amd64"),
        ]
        let wrong = mistakes.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
        try project.project.directory.write("imgship.yaml", wrong)
        try expectGolden(try project.transcript(["release", "--simulate"]), "release/refused.txt")
        let document = try project.document(["release", "--simulate"])
        #expect(document.outcome == "refused" && document.services.isEmpty)
        #expect(document.findings.filter { $0.severity == "error" }.count == 3)
    }

    @Test(arguments: [
        ["release", "web", "--simulate"], ["release", "--image", "a=b"], ["release", "--service", "web"],
        ["release", "--service", "web", "--image", "app"], ["release", "backend", "--service", "web", "--image", "app=b:1"],
        ["release", "--simulate", "--timeout", "soon"], ["release", "--plan-format", "json"], ["release", "--follow", "--simulate"],
        ["release", "--continue", "--simulate"], ["release", "--continue", "--follow"],
        ["release", "--simulate-first"], ["rollback", "--simulate", "--to", "1"], ["ship", "web"],
    ]) func `tells what cannot be meant`(arguments: [String]) throws {
        let output = try project.run(arguments)
        #expect(output.status == 2)
        try expectGolden(output.standardError, "errors/\(arguments.joined(separator: " ")).txt")
    }

    // MARK: Other ways

    @Test func `of a service that others made changes its image alone`() throws {
        let words = ["--cluster", "demo", "--service", "web", "--image", "app=ghcr.io/team/app:2"]
        try expectGolden(try project.transcript(["release"] + words + ["--simulate"]), "release/image of a service.txt")
    }

    @Test func `has a way back`() throws {
        try expectGolden(try project.transcript(["rollback", "--simulate"]), "release/rollback.txt")
        try expectGolden(try project.transcript(["rollback", "--simulate", "--dry-run"]), "release/rollback plan.txt")
        try expectGolden(try project.transcript(["rollback", "backend", "--simulate", "--to", "1"]), "release/rollback to a revision.txt")
        let missing = try project.run(["rollback", "backend", "--simulate", "--to", "41"])
        #expect(missing.status == 2)
        #expect(missing.standardError.contains("simulation: cannot go back to the revision '41'"))
    }

    @Test(arguments: ["one-task", "two-services"]) func `of each example goes well`(example: String) throws {
        for first in [[], ["--simulate-first"]] {
            let document = try ReleaseProject(example).document(["release", "--simulate"] + first)
            #expect(document.outcome == "succeeded")
            #expect(document.findings.isEmpty, "\(document.findings.map(\.what))")
        }
        try expectGolden(try ReleaseProject(example).transcript(["release", "--simulate"]), "release/\(example).txt")
    }

    @Test func `of the project at hand goes well`() throws {
        let sample = try SampleProject(String(contentsOf: Checkout.root.appendingPathComponent("imgship.yaml"), encoding: .utf8))
        for words in [[], ["--env", "production"], ["--simulate-first"]] {
            let output = try sample.run(["release", "--simulate"] + words, ["CI": "true"])
            #expect(output.status == 0, "\(output.standardError)")
        }
    }
}
