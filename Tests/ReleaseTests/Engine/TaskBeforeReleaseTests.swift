import Diagnostics
import Simulation
import TestSupport
import Testing

@testable import Release

@Suite struct `A task before the release` {
    static let migrating = Scene.backend + "    before-release: {command: [python, migrate.py], timeout: 2m}\n"

    @Test func `runs first, with the new revision, and its lines are told`() async throws {
        let scene = try Scene(.ok, Self.migrating)
        try await scene.release()
        let changes = await scene.changes()
        #expect(changes.prefix(3) == ["RegisterTaskDefinition", "RunTask", "UpdateService"])
        let run = try #require(await scene.calls("RunTask").first)
        #expect(run.parameters["taskDefinition"]?.string?.hasSuffix("llm-chat-backend:2") == true)
        let override = run.parameters["overrides"]?["containerOverrides"]?.array?.first
        #expect(override?["command"]?.strings == ["python", "migrate.py"])
        #expect(scene.kinds().contains(.line("running 3 migrations")))
    }

    @Test func `that fails leaves every service alone`() async throws {
        let scene = try Scene(.migrationFails, Self.migrating)
        let failure = try await scene.failure()
        #expect(failure.code == .taskFailed)
        // All is as it was.
        #expect(failure.exitCode == .rolledBack)
        #expect(await scene.calls("UpdateService").isEmpty)
        #expect(failure.record.unusedRevisions.count == 1)
        #expect(scene.kinds().contains(.line("ERROR: relation \"chats\" does not exist")))
        try expectGolden(failure.report + "\n", "post-mortem/migration-fails.txt")
    }

    private static let migratingLast = Scene.both + "    before-release: {command: [python, migrate.py], container: frontend}\n"

    @Test func `runs when what its service stands on is up`() async throws {
        let scene = try Scene(.ok, Self.migratingLast, running: ["backend", "frontend"])
        try await scene.release()
        let changes = await scene.changes().filter { ["RunTask", "UpdateService"].contains($0) }
        #expect(changes == ["UpdateService", "RunTask", "UpdateService"])
    }

    @Test func `that fails takes back what was released before it`() async throws {
        let scene = try Scene(.migrationFails, Self.migratingLast, running: ["backend", "frontend"])
        let failure = try await scene.failure()
        #expect(failure.code == .rolledBack)
        #expect(failure.record["backend"]?.state == .rolledBack)
        #expect(failure.record["frontend"]?.state == .untouched)
        #expect(try await scene.revision() == "llm-chat-backend:1")
        #expect(failure.summary.hasPrefix("the task before the release of 'frontend' failed; 'backend' is back at llm-chat-backend:1"))
    }

    @Test func `that takes too long is stopped`() async throws {
        var scenario = Scenario.ok
        scenario.oneOff = TaskScript(.neverStarts)
        let scene = try Scene(scenario, Self.migrating)
        let failure = try await scene.failure()
        #expect(failure.code == .taskFailed)
        #expect(await scene.calls("StopTask").count == 1)
        #expect(failure.reason?.contains("2 minutes") == true)
    }
}
