import AWS
import Diagnostics
import JSON
import Simulation
import Testing

@testable import Release

@Suite struct `The status of services` {
    private static func read(_ scene: Scene) async throws -> [ServiceStatus] {
        try await StatusReader(ReleaseClients(scene.client), reporter: SilentReporter()).read(scene.addresses)
    }

    @Test func `tells revision, image, tasks, deployment and where it is`() async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"])
        let found = try await Self.read(scene)
        #expect(found.map(\.address.name) == ["backend", "frontend"])
        let backend = try #require(found[0].found)
        #expect(backend.revision.hasSuffix("task-definition/llm-chat-backend:1"))
        #expect(backend.images.map(\.tag) == ["v1"])
        #expect(backend.images[0].digest == "\(try Images(tag: "v1").image("backend").reference.digest!)")
        #expect((backend.desired, backend.running, backend.pending) == (2, 2, 0))
        #expect(backend.deployment?.state.name == "SUCCESSFUL")
        #expect(backend.health == nil, "nobody looks at its health")
        // RFC 5737: the addresses that are nobody's.
        #expect(backend.urls.count == 1)
        #expect(backend.urls[0].wholeMatch(of: /http:\/\/203\.0\.113\.\d+:8000/) != nil)
        let frontend = try #require(found[1].found)
        #expect(frontend.health == ServiceStatus.Health(healthy: 2, total: 2, judge: .loadBalancer))
        #expect(frontend.urls.count == 1)
        #expect(frontend.urls[0].hasPrefix("http://demo"))
    }

    @Test func `gives no address of a service that only others ask`() async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"])
        let entries = EntryServices.names(of: try Flagship.project().services)
        #expect(entries == ["frontend"])
        let reader = StatusReader(ReleaseClients(scene.client), reporter: SilentReporter(), entries: entries)
        let found = try await reader.read(scene.addresses)
        #expect(found[0].found?.urls == [])
        #expect(found[1].found?.urls.count == 1)
        #expect(await scene.calls("DescribeNetworkInterfaces").isEmpty, "nothing asks for what is not shown")
    }

    @Test func `tells of a service that is not there, and of a cluster that is not`() async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend"])
        #expect(try await Self.read(scene).map { $0.found != nil } == [true, false])
        let nowhere = [ServiceAddress(name: "backend", cluster: "nowhere", serviceName: "backend")]
        let found = try await StatusReader(ReleaseClients(scene.client), reporter: SilentReporter()).read(nowhere)
        #expect(found.map { $0.found != nil } == [false])
    }

    @Test func `tells of a rollout under way, and of one that was taken back`() async throws {
        let scene = try Scene(.crash)
        let releaser = scene.releaser { $0.waiting = .not }
        _ = try await releaser.carryOut(try await releaser.prepare(scene.request))
        scene.aws.clock.advance(by: .seconds(10))
        let during = try #require(try await Self.read(scene)[0].found)
        #expect(during.deployment?.state.standing == .underWay)
        #expect(during.images.map(\.tag) == ["v2"])
    }

    @Test func `asks for many services with as few calls as for one`() async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"])
        _ = try await Self.read(scene)
        for action in ["DescribeServices", "DescribeServiceDeployments", "DescribeTasks", "DescribeNetworkInterfaces"] {
            #expect(await scene.calls(action).count == 1, "\(action)")
        }
    }
}

@Suite struct `The history of a service` {
    @Test func `has the newest first, and says why one failed`() async throws {
        let scene = try Scene(.crash)
        _ = try await scene.failure()
        let history = try await HistoryReader(ReleaseClients(scene.client)).read(scene.addresses[0], limit: 20)
        #expect(history.count >= 2)
        #expect(history.map(\.state.standing).last == .wellOver)
        let failed = try #require(history.first { $0.state.standing == .badlyOver })
        #expect(failed.state.text == "rolled back")
        #expect(failed.reason != nil)
        #expect(failed.images.map(\.tag) == ["v2"])
        #expect(failed.revision?.hasSuffix("llm-chat-backend:2") == true)
        #expect(try #require(failed.finishedAt) > #require(failed.startedAt))
        #expect(try await HistoryReader(ReleaseClients(scene.client)).read(scene.addresses[0], limit: 1) == [history[0]])
    }

    @Test func `of a service that is not there names the nearest one`() async throws {
        let scene = try Scene()
        let error = await #expect(throws: ServiceMissing.self) {
            try await HistoryReader(ReleaseClients(scene.client)).read(
                ServiceAddress(name: "backnd", cluster: "demo", serviceName: "backnd"), limit: 1)
        }
        #expect(error?.hint == "did you mean 'backend'?")
    }
}
