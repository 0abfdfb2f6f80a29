import Simulation
import Testing

@testable import Release

@Suite struct `A rollback` {
    @Test func `goes to the last success before the one that runs`() async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"])
        try await scene.release()
        let plan = try await scene.releaser().prepareRollback(scene.addresses)
        #expect(plan.text == "frontend: llm-chat-frontend:2 -> llm-chat-frontend:1\nbackend: llm-chat-backend:2 -> llm-chat-backend:1")
        let record = try await scene.releaser().carryOut(plan)
        #expect(record.outcome == .succeeded)
        #expect(try await scene.revision("backend") == "llm-chat-backend:1")
        #expect(try await scene.revision("frontend") == "llm-chat-frontend:1")
    }

    @Test func `never goes to a revision that failed`() async throws {
        let scene = try Scene(.crash)
        _ = try await scene.failure()
        let plan = try await scene.releaser().prepareRollback(scene.addresses)
        #expect(plan.isEmpty)
        #expect(plan.text.hasPrefix("backend: stays at llm-chat-backend:1, no earlier deployment"))
    }

    @Test func `of a deployment that is going on stops it`() async throws {
        let scene = try Scene(.slowStart)
        try await scene.release { $0.waiting = .not }
        let plan = try await scene.releaser().prepareRollback(scene.addresses)
        #expect(plan.text == "backend: stop the deployment of llm-chat-backend:2 and go back to what ran before")
        let record = try await scene.releaser().carryOut(plan)
        #expect(record["backend"]?.state == .rolledBack)
        #expect(try await scene.revision() == "llm-chat-backend:1")
    }

    @Test func `needs a service that is there`() async throws {
        let scene = try Scene(running: [])
        await #expect(throws: ServiceMissing.self) { try await scene.releaser().prepareRollback(scene.addresses) }
    }
}
