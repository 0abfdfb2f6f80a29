import AWS
import Simulation
import Testing

@testable import Release

/// What an earlier release has told ECS, and nobody has waited for.
@Suite struct `A rollout that was left running` {
    @Test func `is followed to its end by the next release`() async throws {
        let scene = try Scene(.slowStart)
        try await scene.release { $0.waiting = .not }
        let changes = await scene.changes()
        let prepared = try await scene.releaser().prepare(scene.request)
        #expect(!prepared.isEmpty)
        #expect(prepared.changesNothing)
        #expect(
            prepared.text
                == "backend: no change; the rollout of llm-chat-backend:2 goes on\n\n1 still rolling out")
        let record = try await scene.releaser().carryOut(prepared)
        #expect(record.outcome == .succeeded)
        #expect(record["backend"]?.state == .succeeded)
        #expect(await scene.changes() == changes)
        #expect(try await scene.service()?.deployments.count == 1)
        #expect(try await scene.releaser().prepare(scene.request).isEmpty)
    }

    @Test func `is not called a success by someone who does not wait`() async throws {
        let scene = try Scene(.slowStart)
        try await scene.release { $0.waiting = .not }
        let record = try await scene.release { $0.waiting = .not }
        #expect(record.outcome == .started)
        #expect(record["backend"]?.state == .deploying)
    }

    @Test func `is not green the second time where it never gets well`() async throws {
        let scene = try Scene(.stuck)
        for _ in 1...2 {
            let failure = try await scene.failure { $0.timeout = .seconds(120) }
            #expect(failure.exitCode == .timedOut)
        }
        #expect(await scene.calls("UpdateService").count == 1)
    }

    @Test func `that fails while it is followed goes back`() async throws {
        let scene = try Scene(.crash)
        try await scene.release { $0.waiting = .not }
        let failure = try await scene.failure()
        #expect(failure.code == .rolledBack)
        #expect(failure.summary == "the release failed at 'backend'; 'backend' is back at llm-chat-backend:1")
        #expect(try await scene.revision() == "llm-chat-backend:1")
    }

    @Test func `keeps what comes after it waiting`() async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"])
        let first = ReleaseRequest(scene.project, services: ["backend"], to: scene.destination) { _ in [] }
        let hasty = scene.releaser { $0.waiting = .not }
        _ = try await hasty.carryOut(try await hasty.prepare(first))
        try await scene.release()
        let updates = await scene.calls("UpdateService")
        #expect(updates.map { $0.parameters["service"]?.string } == ["backend", "frontend"])
        #expect(updates[1].milliseconds - updates[0].milliseconds > 20_000)
    }

    @Test func `is waited for where another number of tasks is all that changes`() async throws {
        let scene = try Scene(.slowStart)
        try await scene.release { $0.waiting = .not }
        _ = try await ECSClient(scene.client).updateService(["cluster": "demo", "service": "backend", "desiredCount": 1])
        let record = try await scene.release()
        #expect(record["backend"]?.action == .update)
        #expect(try await scene.service()?.primary?.rolloutState == "COMPLETED")
        #expect(try await scene.service()?.runningCount == 2)
    }

    /// ECS lets the newer of two releases win; the older is told, and takes nothing back.
    @Test func `gives way to a release of something else, which says so`() async throws {
        let scene = try Scene(.slowStart)
        try await scene.release { $0.waiting = .not }
        let releaser = scene.releaser()
        let change = ImageChange(cluster: "demo", service: "backend", images: ["backend": "registry.example/backend:v3"])
        let prepared = try await releaser.prepare(change)
        #expect(prepared.text.contains("\n  takes the place of the rollout of llm-chat-backend:2, which goes on\n"))
        #expect(try await releaser.carryOut(prepared).outcome == .succeeded)
        // What never became well is nothing to go back to, though the release has taken its place.
        let back = try await releaser.prepareRollback(scene.addresses)
        #expect(back.text == "backend: llm-chat-backend:3 -> llm-chat-backend:1")
    }

    @Test func `and was stopped since is tried again`() async throws {
        let scene = try Scene(.slowStart)
        let told = try await scene.release { $0.waiting = .not }
        let arn = try #require(told["backend"]?.deployment)
        try await ECSClient(scene.client).stopServiceDeployment(arn, .abort)
        try await scene.clock.sleep(.seconds(10))
        let prepared = try await scene.releaser().prepare(scene.request)
        #expect(prepared.text.contains("backend: update, still llm-chat-backend:2\n"))
        #expect(prepared.text.contains("  its last deployment did not succeed: "))
        #expect(try await scene.releaser().carryOut(prepared).outcome == .succeeded)
        #expect(await scene.calls("UpdateService").last?.parameters["forceNewDeployment"] == true)
        #expect(try await scene.service()?.runningCount == 2)
    }

    /// What is wanted again is what ECS is going back to.
    @Test func `and is being taken back is not called done`() async throws {
        // The simulation's old tasks run on, so that its way back takes no time.
        let scene = try Scene { call, _ in
            guard call.action.hasPrefix("DescribeService") else { return nil }
            return .change { text in
                let isBack = text.contains("rolling back")
                let answer = text.replacing("\"ROLLBACK_SUCCESSFUL\"", with: "\"ROLLBACK_IN_PROGRESS\"")
                return isBack ? answer.replacing("\"COMPLETED\"", with: "\"IN_PROGRESS\"") : answer
            }
        }
        try await scene.release()
        try await scene.change("backend", to: "registry.example/backend:v3") { $0.waiting = .not }
        let arn = try #require(try await scene.service()?.currentServiceDeployment)
        try await ECSClient(scene.client).stopServiceDeployment(arn, .rollback)
        try await scene.clock.sleep(.seconds(20))
        #expect(try await scene.revision() == "llm-chat-backend:2")
        let refusal = await #expect(throws: ReleaseRefusal.self) { try await scene.releaser().prepare(scene.request) }
        #expect(refusal?.findings.first?.rule == "going-back")
        #expect(refusal?.reason?.contains("wait for it with `imgship release --follow backend`") == true)
    }
}
