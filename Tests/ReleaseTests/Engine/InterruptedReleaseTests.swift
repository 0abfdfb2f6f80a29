import AWS
import Simulation
import Testing

@testable import Release

@Suite struct `A release that is interrupted and taken back` {
    private static let watching: @Sendable (AWSCall, Int) -> Bool = { call, number in
        call.action == "DescribeServiceDeployments" && number == 1
    }

    /// Releases until it is interrupted, and takes back what it did.
    /// - Parameter meanwhile: what happens before it is taken back.
    private func takenBack(
        _ scene: Scene, _ interruption: Interruption, meanwhile: () async throws -> Void = {}
    ) async throws -> (interrupted: ReleaseFailure, end: ReleaseFailure) {
        let releaser = scene.releaser()
        let prepared = try await releaser.prepare(scene.request)
        let interrupted = try await interruption.failure { try await releaser.carryOut(prepared) }
        #expect(interrupted.code == .interrupted)
        try await meanwhile()
        return (interrupted, await releaser.takeBack(prepared, interrupted.record))
    }

    @Test func `stops what goes on, and leaves alone what it has not touched`() async throws {
        let interruption = Interruption(at: Self.watching)
        let scene = try Scene(.slowStart, Scene.both, running: ["backend", "frontend"], meddling: interruption.meddling)
        let end = try await takenBack(scene, interruption).end
        #expect(end.code == .interrupted)
        #expect(end.exitCode == .interrupted)
        #expect(end.summary == "interrupted; 'backend' is back at llm-chat-backend:1")
        #expect(end.record.services.map(\.state) == [.rolledBack, .untouched])
        #expect(try await scene.revision("backend") == "llm-chat-backend:1")
        #expect(await scene.calls("UpdateService").count == 1)
    }

    /// It used to go to the revision before the one that it never left.
    @Test func `gives a service back the number of its tasks, and not an older revision`() async throws {
        let interruption = Interruption { call, number in call.action == "UpdateService" && number == 2 }
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"], meddling: interruption.meddling)
        try await scene.release()
        _ = try await ECSClient(scene.client).updateService(["cluster": "demo", "service": "backend", "desiredCount": 3])
        try await scene.change("frontend", to: "registry.example/frontend:v3")
        let (interrupted, end) = try await takenBack(scene, interruption)
        #expect(interrupted.record.services.map(\.state) == [.succeeded, .deploying])
        #expect(try await scene.revision("backend") == "llm-chat-backend:2")
        #expect(try await scene.service("backend")?.desiredCount == 3)
        #expect(try await scene.revision("frontend") == "llm-chat-frontend:3")
        #expect(end.record.services.map(\.state) == [.rolledBack, .rolledBack])
    }

    @Test func `goes on with its own way back, and does not stop that`() async throws {
        let interruption = Interruption { call, number in call.action == "UpdateService" && number == 3 }
        let scene = try Scene(.crash.only("frontend"), Scene.both, running: ["backend", "frontend"], meddling: interruption.meddling)
        let end = try await takenBack(scene, interruption).end
        #expect(end.record.services.map(\.state) == [.rolledBack, .rolledBack])
        #expect(try await scene.revision("backend") == "llm-chat-backend:1")
        #expect(try await scene.revision("frontend") == "llm-chat-frontend:1")
        // That of the frontend, which failed.
        #expect(await scene.calls("StopServiceDeployment").count == 1)
        #expect(await scene.calls("UpdateService").count == 3)
    }

    @Test func `changes nothing where its update had not reached AWS`() async throws {
        let interruption = Interruption(at: { call, number in call.action == "UpdateService" && number == 1 }) { _ in
            .refuse("ThrottlingException")
        }
        let scene = try Scene(meddling: interruption.meddling)
        let (interrupted, end) = try await takenBack(scene, interruption)
        #expect(interrupted.record["backend"]?.state == .changing)
        #expect(end.record["backend"]?.state == .rolledBack)
        #expect(try await scene.revision() == "llm-chat-backend:1")
        #expect(await scene.changes() == ["RegisterTaskDefinition"])
    }

    @Test func `leaves a new service without tasks`() async throws {
        let interruption = Interruption(at: Self.watching)
        let scene = try Scene(.slowStart, running: [], meddling: interruption.meddling)
        let end = try await takenBack(scene, interruption).end
        #expect(end.record["backend"]?.state == .stopped)
        #expect(end.summary == "interrupted; 'backend', which is new, has no tasks any more")
        #expect(try await scene.service()?.desiredCount == 0)
    }

    @Test func `leaves to others what they have deployed over it`() async throws {
        let interruption = Interruption(at: Self.watching)
        let scene = try Scene(.slowStart, meddling: interruption.meddling)
        let end = try await takenBack(scene, interruption) {
            try await scene.change("backend", to: "registry.example/backend:v3")
        }.end
        #expect(end.code == .rollbackFailed)
        #expect(end.reason?.contains("another deployment, of llm-chat-backend:3, took its place") == true)
        #expect(try await scene.revision() == "llm-chat-backend:3")
    }

    @Test func `of what was only followed goes back to what ran before`() async throws {
        let interruption = Interruption(at: Self.watching)
        let scene = try Scene(.slowStart, meddling: interruption.meddling)
        try await scene.release { $0.waiting = .not }
        let releaser = scene.releaser()
        let addresses = scene.addresses
        let interrupted = try await interruption.failure { try await releaser.follow(addresses) }
        let end = try await releaser.takeBack(followed: interrupted.record)
        #expect(end.summary == "interrupted; rolled back: 'backend'")
        #expect(try await scene.revision() == "llm-chat-backend:1")
    }
}
