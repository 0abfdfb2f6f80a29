import JSON
import Simulation
import Testing

@testable import Release

@Suite struct `A release` {
    @Test func `replaces the tasks of a service, and proves what runs`() async throws {
        let scene = try Scene()
        let record = try await scene.release()
        #expect(record.outcome == .succeeded)
        #expect(record["backend"]?.state == .succeeded)
        #expect(try await scene.revision() == "llm-chat-backend:2")
        #expect(await scene.changes() == ["RegisterTaskDefinition", "UpdateService"])
        let update = try #require(await scene.calls("UpdateService").first)
        #expect(update.parameters["taskDefinition"]?.string == record["backend"]?.revision)
        #expect(await !scene.calls("DescribeServiceRevisions").isEmpty)
        #expect(scene.kinds().contains(.ended(.succeeded)))
    }

    @Test func `makes a service that is not there`() async throws {
        let scene = try Scene(running: [])
        let record = try await scene.release()
        #expect(record["backend"]?.action == .create)
        #expect(record["backend"]?.state == .succeeded)
        #expect(await scene.changes() == ["RegisterTaskDefinition", "CreateService"])
        let creation = try #require(await scene.calls("CreateService").first)
        #expect(creation.parameters["clientToken"]?.string?.count == 36)
        #expect(try await scene.service()?.runningCount == 2)
    }

    @Test func `registers nothing when nothing has changed`() async throws {
        let scene = try Scene()
        try await scene.release()
        let before = await scene.changes()
        let record = try await scene.release()
        #expect(record.outcome == .unchanged)
        #expect(await scene.changes() == before)
    }

    @Test func `goes service by service in their order`() async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"])
        let record = try await scene.release()
        #expect(record.services.map(\.name) == ["backend", "frontend"])
        #expect(record.services.map(\.state) == [.succeeded, .succeeded])
        let updates = await scene.calls("UpdateService")
        #expect(updates.map { $0.parameters["service"]?.string } == ["backend", "frontend"])
        // The second only after the first was well, which takes the simulated tasks longer than half a minute.
        #expect(updates[1].milliseconds - updates[0].milliseconds > 20_000)
    }

    @Test func `of two containers in one task is one deployment`() async throws {
        let text =
            """
              chat:
                containers:
                  backend: {image: backend, port: 8000, logs: {group: /demo/backend}}
                  frontend: {image: frontend, port: 7860, logs: {group: /demo/frontend}}
                cpu: 512
                memory: 1024

            """ + Scene.network
        let scene = try Scene(.ok, text, running: ["chat"])
        let record = try await scene.release()
        #expect(record["chat"]?.images.count == 2)
        #expect(record["chat"]?.state == .succeeded)
        #expect(await scene.calls("UpdateService").count == 1)
    }

    @Test func `is refused by the checks before anything is changed`() async throws {
        let scene = try Scene(account: { $0.roles = [] })
        await #expect(throws: ReleaseRefusal.self) { try await scene.release() }
        #expect(await scene.changes().isEmpty)
    }

    @Test func `makes log groups that are missing, and says so before`() async throws {
        let scene = try Scene(account: { $0.logGroups = [] })
        let prepared = try await scene.releaser().prepare(scene.request)
        #expect(prepared.text.hasSuffix("before that\n  creates the log group /demo/backend, lines are kept for 30 days"))
        #expect(await scene.changes().isEmpty)
        _ = try await scene.releaser().carryOut(prepared)
        #expect(await scene.changes().prefix(2) == ["CreateLogGroup", "PutRetentionPolicy"])
    }

    @Test func `leaves the number of tasks to the scaling of the service`() async throws {
        let scene = try Scene()
        let scaling = ReleaseClients(scene.client).scaling
        try await scaling.registerScalableTarget(.init(cluster: "demo", service: "backend"), minimum: 1, maximum: 8)
        try await scene.release()
        let update = try #require(await scene.calls("UpdateService").first)
        #expect(update.parameters["desiredCount"] == nil)
    }

    @Test func `changes one image of a service that is in no file`() async throws {
        let scene = try Scene()
        let change = ImageChange(cluster: "demo", service: "backend", images: ["backend": "registry.example/backend:v3"])
        let releaser = scene.releaser()
        let record = try await releaser.carryOut(try await releaser.prepare(change))
        #expect(record["backend"]?.images["backend"]?.hasPrefix("registry.example/backend:v3@sha256:") == true)
        #expect(record.outcome == .succeeded)
    }

    /// CloudFormation and others set tags that nobody else may set.
    @Test func `of a service in no file keeps its tags but AWS's own`() async throws {
        let scene = try Scene { call, _ in
            guard call.action == "DescribeTaskDefinition" else { return nil }
            let tags = #""tags":[{"key":"aws:cloudformation:stack-name","value":"demo"},{"key":"team","value":"chat"}]"#
            return .change { $0.replacing(/"tags":\[[^\]]*\]/, with: tags) }
        }
        try await scene.change("backend", to: "registry.example/backend:v3")
        let tags = await scene.calls("RegisterTaskDefinition").last?.parameters["tags"]?.array ?? []
        let keys = tags.compactMap { $0["key"]?.string }
        #expect(keys.sorted() == ["imgship:previous", "imgship:release", "team"])
    }

    @Test func `without waiting ends when all services have been told`() async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"])
        let record = try await scene.release { $0.waiting = .not }
        #expect(record.outcome == .started)
        #expect(record.services.map(\.state) == [.deploying, .deploying])
        #expect(await scene.calls("DescribeServiceDeployments").isEmpty)
        let followed = try await scene.releaser().follow(scene.addresses)
        #expect(followed.outcome == .succeeded)
    }

    @Test func `pins the images of AWS's own JSON, and keeps its other keys`() async throws {
        let text =
            "  backend:\n    task-definition: task.json\n    desired: 1\n"
            + Scene.network.replacing("    execution-role: ecsTaskExecutionRole\n", with: "")
        let scene = try Scene(.ok, text, running: [])
        let json = """
            {"family": "sample", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
             "aFieldOfTomorrow": {"on": true}, "containerDefinitions": [{"name": "web", "image": "public.ecr.aws/docker/library/httpd:2.4"}]}
            """
        let releaser = scene.releaser()
        let request = ReleaseRequest(scene.project, to: scene.destination) { _ in Array(json.utf8) }
        _ = try await releaser.carryOut(try await releaser.prepare(request))
        let registered = try #require(await scene.calls("RegisterTaskDefinition").first)
        #expect(registered.parameters["aFieldOfTomorrow"]?["on"] == true)
        let image = registered.parameters["containerDefinitions"]?.array?.first?["image"]?.string
        #expect(image?.hasPrefix("public.ecr.aws/docker/library/httpd:2.4@sha256:") == true)
    }
}
