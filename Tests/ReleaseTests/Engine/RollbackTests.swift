import AWS
import Simulation
import Testing

@testable import Release

@Suite struct `A rollback` {
    private static let v3 = "registry.example/backend:v3"

    private func both(_ scenario: Scenario = .ok, meddling: Meddler.Meddling? = nil) throws -> Scene {
        try Scene(scenario, Scene.both, running: ["backend", "frontend"], meddling: meddling)
    }

    /// As revisions that other tools have registered.
    private static let untagged: Meddler.Meddling = { call, _ in
        call.action == "DescribeTaskDefinition" ? .change { $0.replacing("imgship:", with: "others:") } : nil
    }

    private func text(_ scene: Scene, _ scope: RollbackScope = .lastRelease) async throws -> String {
        try await scene.releaser().prepareRollback(scene.addresses, scope).text
    }

    @discardableResult private func goBack(_ scene: Scene, _ scope: RollbackScope = .lastRelease) async throws -> ReleaseRecord {
        try await scene.releaser().carryOut(try await scene.releaser().prepareRollback(scene.addresses, scope))
    }

    @Test func `goes to the last success before the one that runs`() async throws {
        let scene = try both()
        try await scene.release()
        #expect(
            try await text(scene)
                == "frontend: llm-chat-frontend:2 -> llm-chat-frontend:1\nbackend: llm-chat-backend:2 -> llm-chat-backend:1"
        )
        let record = try await goBack(scene)
        #expect(record.outcome == .succeeded)
        #expect(try await scene.revision("backend") == "llm-chat-backend:1")
        #expect(try await scene.revision("frontend") == "llm-chat-frontend:1")
    }

    @Test func `reads from the revision what it took the place of, and which release did it`() async throws {
        let scene = try both()
        let record = try await scene.release()
        let registered = await scene.calls("RegisterTaskDefinition").map { call in
            Dictionary((call.parameters["tags"]?.array ?? []).map { ($0["key"]?.string, $0["value"]?.string) }) { $1 }
        }
        #expect(registered.map { $0["imgship:previous"] } == ["llm-chat-backend:1", "llm-chat-frontend:1"])
        #expect(registered.map { $0["imgship:release"] } == [record.release, record.release])
        #expect(record.release?.wholeMatch(of: /\d{8}T\d{6}Z-[0-9a-f]{8}/) != nil)
        try await scene.change("backend", to: Self.v3)
        let tags = await scene.calls("RegisterTaskDefinition").last?.parameters["tags"]?.array ?? []
        #expect(tags.filter { $0["key"] == "imgship:previous" }.map { $0["value"]?.string } == ["llm-chat-backend:2"])
    }

    @Test(arguments: [nil, untagged]) func `never goes to a revision that failed`(meddling: Meddler.Meddling?) async throws {
        let scene = try Scene(.crash, meddling: meddling)
        _ = try await scene.failure()
        let plan = try await scene.releaser().prepareRollback(scene.addresses)
        #expect(plan.isEmpty)
        #expect(plan.text.hasPrefix("backend: stays at llm-chat-backend:1, nothing ran before it"))
    }

    /// The backend's revision was a success, and was taken back all the same.
    @Test(arguments: [nil, untagged]) func `never goes forward to what a failed release has taken back`(meddling: Meddler.Meddling?)
        async throws
    {
        let scene = try both(.crash.only("frontend"), meddling: meddling)
        _ = try await scene.failure()
        #expect(try await scene.revision("backend") == "llm-chat-backend:1")
        let plan = try await scene.releaser().prepareRollback(scene.addresses)
        #expect(plan.isEmpty)
        #expect(plan.text.contains("backend: stays at llm-chat-backend:1, nothing ran before it"))
    }

    @Test(arguments: [nil, untagged]) func `in a row goes further back, and not to and fro`(meddling: Meddler.Meddling?) async throws {
        let scene = try Scene(meddling: meddling)
        try await scene.release()
        try await scene.change("backend", to: Self.v3)
        for expected in ["llm-chat-backend:2", "llm-chat-backend:1"] {
            try await goBack(scene)
            #expect(try await scene.revision() == expected)
        }
        #expect(try await scene.releaser().prepareRollback(scene.addresses).isEmpty)
    }

    @Test func `passes over what was released over and cannot be deployed any more`() async throws {
        let scene = try Scene()
        try await scene.release()
        try await scene.change("backend", to: Self.v3)
        _ = try await ECSClient(scene.client).deregisterTaskDefinition("llm-chat-backend:2")
        #expect(try await text(scene) == "backend: llm-chat-backend:3 -> llm-chat-backend:1")
    }

    @Test func `takes back the services of the last release, and leaves the others`() async throws {
        let scene = try both()
        try await scene.release()
        try await scene.change("backend", to: Self.v3)
        let expected =
            "frontend: stays at llm-chat-frontend:2, which is not of the last release\nbackend: llm-chat-backend:3 -> llm-chat-backend:2"
        #expect(try await text(scene) == expected)
        #expect(
            try await text(scene, .each)
                == "frontend: llm-chat-frontend:2 -> llm-chat-frontend:1\nbackend: llm-chat-backend:3 -> llm-chat-backend:2")
        try await goBack(scene)
        // Now both are of the same release, which goes back as a whole.
        #expect(
            try await text(scene)
                == "frontend: llm-chat-frontend:2 -> llm-chat-frontend:1\nbackend: llm-chat-backend:2 -> llm-chat-backend:1"
        )
    }

    @Test func `of services that others released names none by itself`() async throws {
        let scene = try both(meddling: Self.untagged)
        try await scene.release()
        let error = await #expect(throws: ReleaseUnknown.self) { try await scene.releaser().prepareRollback(scene.addresses, .lastRelease) }
        #expect(error?.hint == "name those that are to go back, or take --all: backend, frontend")
        #expect(error?.exitCode == .usage)
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

    @Test func `says when the last deployment was taken back already`() async throws {
        let scene = try Scene(.slowStart)
        try await scene.release()
        try await scene.change("backend", to: Self.v3) { $0.waiting = .not }
        try await goBack(scene)
        #expect(
            try await text(scene)
                == "backend: llm-chat-backend:2 -> llm-chat-backend:1, though its last deployment was taken back already")
    }

    @Test func `needs a service that is there`() async throws {
        let scene = try Scene(running: [])
        await #expect(throws: ServiceMissing.self) { try await scene.releaser().prepareRollback(scene.addresses) }
    }
}
