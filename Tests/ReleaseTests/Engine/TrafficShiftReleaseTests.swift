import AWS
import Diagnostics
import JSON
import Simulation
import Testing

@testable import Release

@Suite struct `A release that moves traffic` {
    private func scene(_ deployment: String, _ scenario: Scenario = .ok, running: [String] = ["frontend"]) throws -> Scene {
        try Scene(scenario, Scene.shifting(deployment), running: running, account: Scene.addShiftingGround)
    }

    private func progress(_ scene: Scene) -> [RolloutProgress] {
        scene.kinds("frontend").compactMap { kind -> RolloutProgress? in
            guard case .progress(let progress) = kind else { return nil }
            return progress
        }
    }

    @Test func `follows blue/green through its stages to its success`() async throws {
        let scene = try scene("strategy: blue-green, bake: 2m")
        let record = try await scene.release()
        #expect(record.outcome == .succeeded)
        let stages = progress(scene).compactMap(\.stage).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        #expect(stages.contains("SCALE_UP") && stages.contains("BAKE_TIME"))
        let shares = progress(scene).compactMap(\.traffic).reduce(into: [Double]()) { if $0.last != $1 { $0.append($1) } }
        #expect(shares == [0, 100])
        #expect(progress(scene).filter { $0.stage == "BAKE_TIME" }.allSatisfy { $0.phase == .baking || $0.phase == .done })
    }

    @Test func `tells the steps of a canary`() async throws {
        let scene = try scene("strategy: canary, canary: 7.5, canary-bake: 3m, bake: 1m")
        _ = try await scene.release()
        let shares = progress(scene).compactMap(\.traffic).reduce(into: [Double]()) { if $0.last != $1 { $0.append($1) } }
        #expect(shares == [0, 7.5, 100])
    }

    /// Half an hour is for what goes wrong; this waits longer because it is told to.
    @Test func `has more time where it waits because it is told to`() async throws {
        let scene = try scene("strategy: linear, step: 20, step-bake: 10m, bake: 30m")
        #expect(try await scene.release().outcome == .succeeded)
    }

    @Test func `stops at a pause, and says how to go on`() async throws {
        let scene = try scene("strategy: blue-green, bake: 1m, pause: [after-test-traffic]")
        let failure = try await scene.failure()
        #expect(failure.code == .paused && failure.exitCode == .timedOut)
        #expect(failure.record.outcome == .paused)
        #expect(failure.record["frontend"]?.state == .paused)
        #expect(failure.summary == "'frontend' waits to be continued")
        #expect(failure.hint?.contains("`imgship release --continue frontend`") == true)
        #expect(failure.hint?.contains("`imgship rollback frontend`") == true)
        // Whoever releases again is told.
        let again = try await scene.releaser().prepare(scene.request)
        #expect(again.changesNothing && again.warnings.contains { $0.rule == "shift-paused" })
        // The old tasks still have the users.
        #expect(progress(scene).last?.traffic == 0)
        let record = try await scene.releaser().goOn(scene.addresses)
        #expect(record.outcome == .succeeded)
        #expect(await scene.calls("ContinueServiceDeployment").count == 1)
        // All is as it is wanted now.
        #expect(try await scene.release().outcome == .unchanged)
    }

    @Test func `names other services in the command as they were named`() async throws {
        let scene = try scene("strategy: blue-green, pause: [before-traffic]")
        let direct = try await scene.failure { $0.naming = ServiceNaming(isDirect: true) }
        #expect(direct.hint?.contains("`imgship release --continue --cluster demo --service frontend`") == true)
        let staged = await #expect(throws: ReleaseFailure.self) {
            try await scene.releaser { $0.naming = ServiceNaming(options: ["--env", "production"]) }.follow(scene.addresses)
        }
        #expect(staged?.hint?.contains("`imgship rollback --env production frontend`") == true)
    }

    @Test func `is seen in status and history`() async throws {
        let scene = try scene("strategy: blue-green, bake: 1m, pause: [after-traffic]")
        _ = try await scene.failure()
        let reader = StatusReader(ReleaseClients(scene.client), reporter: SilentReporter())
        let paused = try #require(try await reader.read(scene.addresses).first?.found?.deployment)
        #expect(paused.stage == "POST_PRODUCTION_TRAFFIC_SHIFT")
        #expect(paused.traffic == 100)
        #expect(paused.pause != nil)
        _ = try await scene.releaser().goOn(scene.addresses)
        let over = try #require(try await reader.read(scene.addresses).first?.found?.deployment)
        #expect(over.pause == nil && over.stage == nil)
        let history = try await HistoryReader(ReleaseClients(scene.client)).read(scene.addresses[0], limit: 10)
        #expect(history.map(\.strategy) == ["BLUE_GREEN", "BLUE_GREEN"])
    }

    @Test func `leaves other waves their own time`() async throws {
        let shifting = Scene.shifting("strategy: linear, step: 20, step-bake: 10m")
        let last = Scene.backend.replacing("    desired: 2\n", with: "    desired: 2\n    after: [frontend]\n")
        let scene = try Scene(.ok, shifting + last, running: ["frontend", "backend"], account: Scene.addShiftingGround)
        #expect(try await scene.release().outcome == .succeeded)
    }

    @Test func `stops at the next pause too`() async throws {
        let scene = try scene("strategy: blue-green, bake: 1m, pause: [after-start, after-traffic]")
        _ = try await scene.failure()
        let second = await #expect(throws: ReleaseFailure.self) { try await scene.releaser().goOn(scene.addresses) }
        #expect(second?.code == .paused)
        #expect(try await scene.releaser().goOn(scene.addresses).outcome == .succeeded)
    }

    @Test func `goes back from a pause with a rollback`() async throws {
        let scene = try scene("strategy: blue-green, bake: 1m, pause: [before-traffic]")
        _ = try await scene.failure()
        let releaser = scene.releaser()
        let record = try await releaser.carryOut(try await releaser.prepareRollback(scene.addresses))
        #expect(record["frontend"]?.state == .rolledBack)
        #expect(try await scene.revision("frontend") == "llm-chat-frontend:1")
    }

    @Test func `goes on at pauses where nobody could continue it`() async throws {
        let scene = try scene("strategy: blue-green, bake: 1m, pause: [before-traffic, after-traffic]")
        #expect(try await scene.release { $0.pauses = .goOn }.outcome == .succeeded)
        #expect(await scene.calls("ContinueServiceDeployment").count == 2)
    }

    @Test func `says which alarm took it back while it baked`() async throws {
        let failure = try await scene("strategy: blue-green, bake: 10m, alarms: errors", .alarmWhileBaking).failure()
        #expect(failure.code == .rolledBack)
        #expect(failure.postMortems.map(\.cause) == [.alarm])
        #expect(failure.postMortems.first?.alarms == ["errors"])
    }

    @Test func `says which function took it back`() async throws {
        let hook = "hooks: [{at: after-start, lambda: 'arn:aws:lambda:eu-central-1:123456789012:function:smoke', role: traffic}]"
        let failure = try await scene("strategy: blue-green, \(hook)", .hookFails).failure()
        #expect(failure.postMortems.map(\.cause) == [.hook])
        #expect(failure.postMortems.first?.words == "the function 'smoke' said no, or failed")
    }

    @Test func `ends early when its tasks fail, as any other`() async throws {
        let failure = try await scene("strategy: canary", .crash).failure()
        #expect(failure.code == .rolledBack)
        #expect(failure.postMortems.map(\.cause) == [.exitCode])
    }

    @Test func `changes nothing when all is as it is wanted`() async throws {
        let scene = try scene("strategy: linear, step: 12.5, pause: [before-traffic]")
        _ = try await scene.release { $0.pauses = .goOn }
        let prepared = try await scene.releaser().prepare(scene.request)
        #expect(prepared.isEmpty)
    }

    @Test func `shows the ground it lacks`() async throws {
        let scene = try Scene(.ok, Scene.shifting("strategy: blue-green"), running: [])
        let refusal = await #expect(throws: ReleaseRefusal.self) { try await scene.releaser().prepare(scene.request) }
        let rules = Set((refusal?.findings ?? []).filter { $0.severity == .error }.map(\.rule))
        #expect(rules == ["target-group", "shift-rule", "role-trust"])
    }

    @Test func `is a first release like any other`() async throws {
        let scene = try scene("strategy: blue-green, pause: [before-traffic]", running: [])
        #expect(try await scene.release().outcome == .succeeded)
    }
}

@Suite struct `A rolling update behind a load balancer` {
    @Test func `bakes once all its targets are well, and not before`() async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"])
        try await scene.release()
        let phases = scene.kinds("frontend").compactMap { kind -> RolloutProgress.Phase? in
            guard case .progress(let progress) = kind else { return nil }
            return progress.phase
        }
        let changes = phases.reduce(into: [RolloutProgress.Phase]()) { if $0.last != $1 { $0.append($1) } }
        #expect(changes == [.pending, .deploying, .baking, .done])
    }
}
