import AWS
import Diagnostics
import Simulation
import TestSupport
import Testing

@testable import Release

@Suite struct `A rollout that is disturbed` {
    @Test func `is not a success when another deployment takes its place`() async throws {
        let scene = try Scene(.superseded)
        let failure = try await scene.failure()
        #expect(failure.code == .displaced)
        #expect(failure.exitCode == .failed)
        #expect(scene.kinds().contains(.ended(.superseded(by: "llm-chat-backend:1"))))
        #expect(await scene.calls("StopServiceDeployment").isEmpty)
        try expectGolden(failure.report + "\n", "post-mortem/superseded.txt")
    }

    @Test func `ends when its service is deleted`() async throws {
        let scene = try Scene(.serviceDeleted)
        let failure = try await scene.failure()
        #expect(failure.code == .displaced)
        #expect(scene.kinds().contains(.ended(.deleted)))
        try expectGolden(failure.report + "\n", "post-mortem/service-deleted.txt")
    }

    @Test(arguments: [Scenario.throttled, .throttledInBursts, .clockSkew, .eventsFlood, .slowStart])
    func `goes well all the same`(scenario: Scenario) async throws {
        let scene = try Scene(scenario)
        let record = try await scene.release()
        #expect(record.outcome == .succeeded)
        #expect(try await scene.revision() == "llm-chat-backend:2")
    }

    @Test func `tells no event of the time before it`() async throws {
        let scene = try Scene(.clockSkew)
        try await scene.release()
        let messages = scene.kinds().compactMap { if case .message(let text) = $0 { text } else { nil } }
        #expect(messages.contains { $0.contains("has started 2 tasks") })
        #expect(Set(messages).count == messages.count)
        // What ran an hour ago became steady then, too.
        #expect(messages.filter { $0.contains("steady state") }.count <= 1)
    }

    @Test func `goes on without us when the session ends`() async throws {
        let scene = try Scene(.credentialsExpire)
        let failure = try await scene.failure()
        #expect(failure.code == .outOfSight)
        #expect(failure.record["backend"]?.state == .deploying)
        try expectGolden(failure.report + "\n", "post-mortem/credentials-expire.txt")
    }

    @Test func `is followed to its end with new credentials`() async throws {
        let scene = try Scene(.credentialsExpire, credentials: Renewed())
        #expect(try await scene.release().outcome == .succeeded)
    }

    @Test func `is out of time with exit code 4, and goes on`() async throws {
        let scene = try Scene(.stuck)
        let failure = try await scene.failure { $0.timeout = .seconds(120) }
        #expect(failure.code == .timedOut)
        #expect(failure.exitCode == .timedOut)
        #expect(await scene.calls("StopServiceDeployment").isEmpty)
        let postMortem = try #require(failure.postMortems.first)
        #expect(postMortem.cause == .timeout)
        try expectGolden(PostMortemText(postMortem).text + "\n\n" + failure.report + "\n", "post-mortem/stuck.txt")
    }

    @Test func `is out of time and goes back, if told so`() async throws {
        let scene = try Scene(.stuck)
        let failure = try await scene.failure {
            $0.timeout = .seconds(120)
            $0.overtime = .rollBack
        }
        #expect(failure.exitCode == .timedOut)
        #expect(try await scene.revision() == "llm-chat-backend:1")
        #expect(failure.record["backend"]?.state == .rolledBack)
    }

    @Test func `tells what was begun when it is interrupted`() async throws {
        let scene = try Scene(.slowStart)
        let task = Task {
            let releaser = scene.releaser()
            let prepared = try await releaser.prepare(scene.request)
            return try await releaser.carryOut(prepared)
        }
        while await scene.calls("DescribeServiceDeployments").isEmpty { await Task.yield() }
        task.cancel()
        let error = await #expect(throws: ReleaseFailure.self) { try await task.value }
        #expect(error?.code == .interrupted)
        #expect(error?.exitCode == .interrupted)
        #expect(error?.record["backend"]?.state == .deploying)
        #expect(await scene.calls("StopServiceDeployment").isEmpty)
    }

    /// Questions that help and are not needed.
    @Test(arguments: [
        ["ListTasks"], ["DescribeTargetHealth"], ["DescribeServiceDeployments"], ["DescribeServiceDeployments", "ListServiceDeployments"],
    ])
    func `is followed by someone who may ask less`(denied: [String]) async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"]) { call, _ in
            denied.contains(call.action) ? .refuse("AccessDeniedException") : nil
        }
        // The proof needs the tasks.
        let releaser = scene.releaser()
        let prepared = try await releaser.prepare(scene.request)
        if denied == ["ListTasks"] {
            let failure = await #expect(throws: ReleaseFailure.self) { try await releaser.carryOut(prepared) }
            #expect(failure?.code == .refused)
        } else {
            #expect(try await releaser.carryOut(prepared).outcome == .succeeded)
        }
        #expect(try await scene.revision("backend") == "llm-chat-backend:2")
    }

    /// What only helps to see more may be refused in any words.
    @Test(arguments: [("DescribeTargetHealth", "TargetGroupNotFound"), ("DescribeServiceDeployments", "ValidationException")])
    func `is followed though a question is refused`(action: String, code: String) async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"]) { call, _ in call.action == action ? .refuse(code) : nil }
        #expect(try await scene.release().outcome == .succeeded)
    }

    @Test func `goes on without us when AWS will not tell of it`() async throws {
        let scene = try Scene { call, number in
            call.action == "DescribeServices" && number > 4 ? .refuse("InvalidParameterException") : nil
        }
        let failure = try await scene.failure()
        #expect(failure.code == .outOfSight)
        #expect(failure.record["backend"]?.state == .deploying)
        #expect(failure.hint?.contains("imgship release --follow") == true)
    }

    @Test func `ends when its cluster is gone`() async throws {
        let scene = try Scene { call, number in
            call.action == "DescribeServices" && number > 4 ? .refuse("ClusterNotFoundException") : nil
        }
        let failure = try await scene.failure()
        #expect(failure.code == .displaced)
        #expect(scene.kinds().contains(.ended(.clusterGone)))
    }

    @Test func `waits for a service that AWS has not heard of everywhere`() async throws {
        let scene = try Scene(running: []) { call, number in
            guard call.action == "DescribeServices", (2...3).contains(number) else { return nil }
            return .change { _ in #"{"services": [], "failures": [{"arn": "backend", "reason": "MISSING"}]}"# }
        }
        #expect(try await scene.release().outcome == .succeeded)
    }

    @Test func `finds its deployment when the answer to the update does not name it`() async throws {
        let scene = try Scene { call, _ in
            guard call.action == "UpdateService" else { return nil }
            return .change { $0.replacing(/"currentServiceDeployment":"[^"]*",?/, with: "") }
        }
        let record = try await scene.release()
        #expect(record.outcome == .succeeded)
        #expect(record["backend"]?.deployment?.contains(":service-deployment/demo/backend/") == true)
        #expect(await !scene.calls("ListServiceDeployments").isEmpty)
    }

    @Test func `asks for forty services in few calls`() async throws {
        let names = (1...40).map { "s\($0)" }
        let text = names.map { name in Scene.backend.replacing("  backend:\n", with: "  \(name):\n") }.joined()
        let scene = try Scene(.ok, text, running: names)
        let record = try await scene.release()
        #expect(record.services.filter { $0.state == .succeeded }.count == 40)
        let looks = await scene.calls("DescribeServiceDeployments").count
        // Two calls a look for deployments, four for services; a look every five seconds for about a minute.
        #expect(looks <= 40)
        #expect(await scene.calls("ListTasks").count < 40 * 20)
        #expect(scene.aws.clock.elapsed < .seconds(240))
    }
}

/// Others, once the first have expired.
private struct Renewed: CredentialProvider {
    func credentials() async throws -> Credentials { Credentials(accessKeyID: "AKIDFIRST", secretAccessKey: "secret") }
    func credentials(insteadOf refused: Credentials) async throws -> Credentials {
        Credentials(accessKeyID: "AKIDSECOND", secretAccessKey: "secret")
    }
}
