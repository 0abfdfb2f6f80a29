import Diagnostics
import Simulation
import TestSupport
import Testing

@testable import Release

@Suite struct `A rollout that fails` {
    /// Scenarios of the simulator with the cause that a person would name.
    static let cases: [(Scenario, FailureCause)] = [
        (.crash, .exitCode), (.pullFailure, .imagePull), (.pullDenied, .permission), (.secretMissing, .secret),
        (.noRoute, .noRoute), (.outOfMemory, .outOfMemory), (.healthCheck, .containerHealth), (.wrongArchitecture, .architecture),
        (.noCapacity, .noCapacity), (.breaker, .unknown),
    ]

    static let checked = Scene.backend + "    health: {command: [\"true\"], interval: 10s, retries: 2, start-period: 5s}\n"

    @Test(arguments: cases) func `goes back with a post-mortem`(scenario: Scenario, cause: FailureCause) async throws {
        let scene = try Scene(scenario, Self.checked)
        let failure = try await scene.failure()
        #expect(failure.code == .rolledBack)
        #expect(failure.exitCode == .rolledBack)
        #expect(try await scene.revision() == "llm-chat-backend:1")
        #expect(failure.record["backend"]?.state == .rolledBack)
        let postMortem = try #require(failure.postMortems.first)
        #expect(postMortem.cause == cause)
        try expectGolden(PostMortemText(postMortem).text + "\n\n" + failure.report + "\n", "post-mortem/\(scenario.name).txt")
    }

    @Test func `at the load balancer goes back with its reason`() async throws {
        let scene = try Scene(.targetHealth.only("frontend"), Scene.both, running: ["backend", "frontend"])
        let failure = try await scene.failure()
        #expect(failure.code == .rolledBack)
        let postMortem = try #require(failure.postMortems.first)
        #expect(postMortem.cause == .targetHealth)
        #expect(postMortem.targets.map(\.text) == ["Health checks failed with these codes: [502]"])
        // The backend, which went well, comes back with it.
        #expect(try await scene.revision("backend") == "llm-chat-backend:1")
        #expect(try await scene.revision("frontend") == "llm-chat-frontend:1")
        #expect(failure.record.services.map(\.state) == [.rolledBack, .rolledBack])
        try expectGolden(PostMortemText(postMortem).text + "\n\n" + failure.report + "\n", "post-mortem/target-health.txt")
    }

    @Test func `by an alarm goes back and names it`() async throws {
        let text = Scene.backend + "    deployment: {alarms: [errors]}\n"
        let scene = try Scene(.alarm, text)
        let failure = try await scene.failure()
        #expect(failure.code == .rolledBack)
        let postMortem = try #require(failure.postMortems.first)
        #expect(postMortem.cause == .alarm)
        #expect(postMortem.alarms == ["errors"])
        try expectGolden(PostMortemText(postMortem).text + "\n\n" + failure.report + "\n", "post-mortem/alarm.txt")
    }

    @Test func `for certain is ended at its first task`() async throws {
        let scene = try Scene(.pullFailure)
        let failure = try await scene.failure { $0.failAfter = 50 }
        let postMortem = try #require(failure.postMortems.first)
        // Two tasks are started at once, and fail within seconds of each other.
        #expect(postMortem.failed <= 2)
        #expect(postMortem.failedAt - postMortem.startedAt < 45)
        #expect(await scene.calls("StopServiceDeployment").first?.parameters["stopType"]?.string == "ROLLBACK")
    }

    @Test func `is left to the circuit breaker with a limit of 0`() async throws {
        let scene = try Scene(.breaker)
        let failure = try await scene.failure { $0.failAfter = 0 }
        #expect(failure.code == .rolledBack)
        #expect(await scene.calls("StopServiceDeployment").isEmpty)
        let postMortem = try #require(failure.postMortems.first)
        #expect(postMortem.cause == .circuitBreaker)
        try expectGolden(PostMortemText(postMortem).text + "\n\n" + failure.report + "\n", "post-mortem/circuit-breaker.txt")
    }

    @Test func `and cannot go back says all of it`() async throws {
        var scenario = Scenario.rollbackFails
        // Before our own count of failures has ended the deployment.
        scenario.happenings = [.init(after: 5, .oldTasksAreLost)]
        let scene = try Scene(scenario)
        let failure = try await scene.failure()
        #expect(failure.code == .rollbackFailed)
        #expect(failure.exitCode == .failed)
        #expect(failure.record["backend"]?.state == .failed)
        let postMortem = try #require(failure.postMortems.first)
        try expectGolden(PostMortemText(postMortem).text + "\n\n" + failure.report + "\n", "post-mortem/rollback-fails.txt")
    }

    @Test func `of a new service leaves it without tasks, and the next release starts them`() async throws {
        let scene = try Scene(.crash, running: [])
        let failure = try await scene.failure()
        #expect(failure.code == .rolledBack)
        #expect(failure.record["backend"]?.state == .stopped)
        #expect(try await scene.service()?.desiredCount == 0)
        #expect(await scene.calls("StopServiceDeployment").first?.parameters["stopType"]?.string == "ABORT")
        let prepared = try await scene.releaser().prepare(scene.request)
        #expect(prepared.plan.services.first?.parameters["desiredCount"]?.integer == 2)
        try expectGolden(failure.report + "\n", "post-mortem/first-release.txt")
    }

    @Test func `takes its set back, in reverse order`() async throws {
        let scene = try Scene(.crash.only("frontend"), Scene.both, running: ["backend", "frontend"])
        let failure = try await scene.failure()
        #expect(failure.code == .rolledBack)
        #expect(try await scene.revision("backend") == "llm-chat-backend:1")
        let updates = await scene.calls("UpdateService").map { "\($0.parameters["service"]?.string ?? "")" }
        #expect(updates == ["backend", "frontend", "backend"])
        try expectGolden(failure.report + "\n", "post-mortem/set.txt")
    }

    @Test func `at its first update leaves all as it was`() async throws {
        let scene = try Scene { call, _ in call.action == "UpdateService" ? .refuse("InvalidParameterException") : nil }
        let failure = try await scene.failure()
        #expect(failure.code == .refused)
        #expect(failure.exitCode == .rolledBack)
        #expect(failure.reason?.contains("no service was touched") == true)
    }

    @Test func `at an update that AWS refuses takes back what was told before`() async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"]) { call, number in
            call.action == "UpdateService" && number == 2 ? .refuse("InvalidParameterException") : nil
        }
        let failure = try await scene.failure()
        #expect(failure.code == .rolledBack)
        #expect(failure.record.services.map(\.state) == [.rolledBack, .untouched])
        #expect(try await scene.revision("backend") == "llm-chat-backend:1")
        #expect(try await scene.revision("frontend") == "llm-chat-frontend:1")
    }

    @Test func `at its first update has touched nothing`() async throws {
        let scene = try Scene { call, _ in call.action == "UpdateService" ? .refuse("AccessDeniedException") : nil }
        let failure = try await scene.failure()
        #expect(failure.code == .refused)
        #expect(failure.reason?.contains("no service was touched") == true)
        #expect(failure.reason?.contains("llm-chat-backend:2 is registered, and no service uses it") == true)
    }

    @Test func `in the proof names what was wanted and what runs`() async throws {
        let scene = try Scene(meddling: Self.otherDigests)
        let failure = try await scene.failure()
        #expect(failure.code == .unproven)
        #expect(failure.summary == "'backend' does not run what was deployed")
        #expect(failure.reason?.contains("has sha256:0000") == true)
        #expect(failure.reason?.contains("wanted is sha256:2f2b7eae1723") == true)
    }

    @Test func `in the proof is none where the registry does not say what an index holds`() async throws {
        #expect(try await Scene(unreadable: true, meddling: Self.otherDigests).release().outcome == .succeeded)
    }

    private static let otherDigests: Meddler.Meddling = { call, _ in
        guard call.action == "DescribeServiceRevisions" else { return nil }
        return .change {
            $0.replacing(/"imageDigest":"sha256:[0-9a-f]{64}"/, with: "\"imageDigest\":\"sha256:\(String(repeating: "0", count: 64))\"")
        }
    }
}
