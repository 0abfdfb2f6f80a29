import AWS
import Diagnostics
import Simulation
import Testing

@testable import Release

/// `imgship doctor --iam` must allow whatever the verbs call.
@Suite struct `The permissions of a verb` {
    private static func expectAllowed(
        _ user: Permission.User, _ scene: Scene, sourceLocation: Testing.SourceLocation = #_sourceLocation,
        _ work: (ReleaseClients) async throws -> Void
    ) async throws {
        let before = await scene.aws.transcript.count
        try await work(ReleaseClients(scene.client))
        let calls = Set(await scene.aws.transcript.dropFirst(before).map { "\($0.service):\($0.action)" })
        #expect(!calls.isEmpty, sourceLocation: sourceLocation)
        let allowed = Set(PermissionCatalog.all.filter { $0.users.contains(user) }.map(\.action))
        #expect(calls.subtracting(allowed) == [], sourceLocation: sourceLocation)
    }

    @Test func `are in the catalogue: status, history`() async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"])
        try await Self.expectAllowed(.status, scene) { clients in
            _ = try await StatusReader(clients, reporter: SilentReporter()).read(scene.addresses)
            _ = try await HistoryReader(clients).read(scene.addresses[0], limit: 5)
        }
    }

    @Test func `are in the catalogue: logs, task run`() async throws {
        let scene = try Scene()
        try await Self.expectAllowed(.logs, scene) { clients in
            try await ServiceLogs(clients, clock: scene.clock).read(scene.addresses[0], LogQuery(), until: .now) { _ in }
        }
        try await Self.expectAllowed(.taskRun, scene) { clients in
            let launcher = TaskLauncher(clients, clock: scene.clock)
            let prepared = try await launcher.prepare(scene.addresses[0], TaskWish(command: []))
            _ = try await launcher.run(prepared, timeout: nil) { _ in }
        }
    }

    @Test func `are in the catalogue: scale, prune, doctor`() async throws {
        let scene = try Scene()
        try await Self.expectAllowed(.scale, scene) { clients in
            _ = try await ServiceScaler(clients).scale(scene.addresses[0], .init(desired: 3))
        }
        let ecs = ECSClient(scene.client)
        let definition = try await ecs.describeTaskDefinition("llm-chat-backend:1").registration
        for _ in 0..<2 { _ = try await ecs.registerTaskDefinition(definition) }
        try await Self.expectAllowed(.prune, scene) { clients in
            let pruner = RevisionPruner(clients, reporter: SilentReporter())
            let plan = try await pruner.plan(scene.addresses, keep: 1, .deregister)
            #expect(!plan.removed.isEmpty)
            try await pruner.carryOut(plan, .deregister)
        }
        try await Self.expectAllowed(.doctor, scene) { _ in
            _ = try await AWSCheckup(scene.client, clock: scene.clock).run(clusters: ["demo"])
        }
    }
}
