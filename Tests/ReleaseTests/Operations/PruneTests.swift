import AWS
import Diagnostics
import Simulation
import Testing

@testable import Release

@Suite struct `Pruning revisions` {
    private static func arn(_ number: Int) -> String { "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:\(number)" }

    /// Kept ones with their reasons, removed ones as nil.
    private static func fates(_ count: Int, _ use: RevisionUse, keep: Int) -> [String?] {
        let active = (1...count).reversed().map(arn)
        return PrunePlan.decide(active: active, inactive: [], use, keep: keep).map { revision in
            if case .kept(let reason) = revision.fate { reason.rawValue } else { nil }
        }
    }

    @Test func `keeps the newest, and removes the rest`() {
        #expect(Self.fates(5, RevisionUse(), keep: 2) == ["recent", "recent", nil, nil, nil])
        #expect(Self.fates(2, RevisionUse(), keep: 5) == ["recent", "recent"])
    }

    @Test func `keeps whatever runs and whatever was deployed well, however old`() {
        let use = RevisionUse(running: [Self.arn(1)], deployed: [Self.arn(2)])
        #expect(Self.fates(5, use, keep: 1) == ["recent", nil, nil, "deployed", "in-use"])
    }

    @Test func `does not count one that failed among the good ones`() {
        let use = RevisionUse(running: [Self.arn(4)], failed: [Self.arn(5), Self.arn(3)])
        #expect(Self.fates(5, use, keep: 2) == [nil, "in-use", nil, "recent", nil])
    }

    @Test func `never removes a revision that runs, even one that failed`() {
        let use = RevisionUse(running: [Self.arn(5)], failed: [Self.arn(5)])
        #expect(Self.fates(5, use, keep: 1) == ["in-use", "recent", nil, nil, nil])
    }

    @Test func `deletes inactive revisions that nothing uses`() {
        let use = RevisionUse(running: [Self.arn(1)])
        let decided = PrunePlan.decide(active: [Self.arn(3)], inactive: [Self.arn(2), Self.arn(1)], use, keep: 1)
        #expect(decided.map(\.fate) == [.kept(.recent), .removed, .kept(.inUse)])
        #expect(decided.map(\.isActive) == [true, false, false])
    }

    @Test func `leaves the way back to the last good revision after a failed release`() async throws {
        let scene = try Scene(.crash)
        let ecs = ECSClient(scene.client)
        // Revisions that were registered and never deployed.
        let definition = try await ecs.describeTaskDefinition("llm-chat-backend:1")
        for _ in 0..<3 { _ = try await ecs.registerTaskDefinition(definition.registration) }
        _ = try await scene.failure()
        let pruner = RevisionPruner(ReleaseClients(scene.client), reporter: SilentReporter())
        let plan = try await pruner.plan(scene.addresses, keep: 1, .deregister)
        #expect(plan.removed.map(\.name) == ["llm-chat-backend:5", "llm-chat-backend:3", "llm-chat-backend:2"])
        try await pruner.carryOut(plan, .deregister)
        #expect(
            try await ecs.listTaskDefinitions(family: "llm-chat-backend").map(DeploymentWatch.shortName) == [
                "llm-chat-backend:4", "llm-chat-backend:1",
            ])
        #expect(try await pruner.plan(scene.addresses, keep: 1, .deregister).removed.isEmpty)
    }
}
