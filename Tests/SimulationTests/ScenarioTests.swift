import AWS
import HTTP
import JSON
import Simulation
import Testing

@Suite struct `A scenario` {
    @Test func `is found by its name, which no other has`() {
        let names = Scenario.catalogue.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Scenario(named: "pull-failure") == .pullFailure)
        #expect(Scenario(named: "pull-fail") == nil)
        #expect(Scenario.catalogue.allSatisfy { !$0.summary.isEmpty && $0.summary.utf8.count <= 80 })
    }

    @Test(
        arguments: [
            (.ok, "SUCCESSFUL"), (.slowStart, "SUCCESSFUL"), (.flakyStart, "SUCCESSFUL"), (.crash, "ROLLBACK_SUCCESSFUL"),
            (.crashLate, "SUCCESSFUL"),
            (.pullFailure, "ROLLBACK_SUCCESSFUL"), (.pullDenied, "ROLLBACK_SUCCESSFUL"), (.secretMissing, "ROLLBACK_SUCCESSFUL"),
            (.noRoute, "ROLLBACK_SUCCESSFUL"), (.outOfMemory, "ROLLBACK_SUCCESSFUL"), (.targetHealth, "ROLLBACK_SUCCESSFUL"),
            (.wrongPort, "ROLLBACK_SUCCESSFUL"),
            (.wrongArchitecture, "ROLLBACK_SUCCESSFUL"), (.noCapacity, "ROLLBACK_SUCCESSFUL"), (.breaker, "ROLLBACK_SUCCESSFUL"),
            (.rollbackFails, "ROLLBACK_FAILED"), (.superseded, "STOPPED"), (.serviceDeleted, "STOPPED"), (.clockSkew, "SUCCESSFUL"),
            (.eventsFlood, "SUCCESSFUL"), (.stuck, "UNFINISHED"),
        ] as [(Scenario, String)]) func `ends as its summary says, with a breaker and a load balancer`(scenario: Scenario, status: String)
        async throws
    {
        let stage = try Stage(scenario, Stage.account(balanced: true, deployment: Stage.breaker))
        #expect(try await stage.end(of: try await stage.update()) == status)
    }

    @Test(arguments: Scenario.catalogue, [1, 7] as [UInt64]) func `gives the same calls and answers for the same seed`(
        scenario: Scenario, seed: UInt64
    ) async throws {
        func play() async throws -> ([String], [String]) {
            let stage = try Stage(scenario, Stage.account(balanced: true, deployment: Stage.breaker), seed: seed)
            var answers: [String] = []
            for action in 0..<80 {
                let service: JSONObject = ["cluster": "demo", "services": ["web"]]
                let call =
                    switch action {
                    case 0: AWSCall(.ecs, "RegisterTaskDefinition", .repeatable, json: Stage.definition(image: "new"))
                    case 1:
                        AWSCall(
                            .ecs, "UpdateService", .repeatable,
                            json: ["cluster": "demo", "service": "web", "forceNewDeployment": true, "taskDefinition": "web"])
                    default: AWSCall(.ecs, "DescribeServices", .repeatable, json: service)
                    }
                answers.append(try await stage.raw(call).text)
                stage.wait(4)
            }
            return (answers, await stage.aws.transcript.map(\.description))
        }
        let (first, second) = (try await play(), try await play())
        #expect(first.0 == second.0)
        #expect(first.1 == second.1)
    }

    @Test func `of throttling is survived by a client that waits`() async throws {
        for scenario in [Scenario.throttled, .throttledInBursts] {
            let stage = try Stage(scenario)
            var retry = RetryPolicy()
            retry.clock = stage.aws.clock.retryClock
            let client = AWSClient(
                stage.aws, region: .global, credentials: FixedCredentials(Credentials(accessKeyID: "A", secretAccessKey: "s")), retry: retry
            )
            for _ in 0..<100 {
                _ = try await client.json(AWSCall(.ecs, "DescribeServices", .repeatable, json: ["cluster": "demo", "services": ["web"]]))
                try await stage.aws.clock.retryClock.sleep(.seconds(1))
            }
            #expect(await stage.aws.transcript.count { $0.error == "ThrottlingException" } > 5)
        }
    }

    @Test func `of a session's end takes other keys`() async throws {
        let stage = try Stage(.credentialsExpire)
        _ = try await stage.update()
        let call = AWSCall(.ecs, "ListServices", .repeatable, json: ["cluster": "demo"])
        #expect(try await stage.raw(call).isSuccess)
        stage.wait(31)
        #expect(Fault(try await stage.raw(call)).code == "ExpiredTokenException")
        #expect(try await stage.raw(call, as: "AKIDNEW").isSuccess)
        #expect(Fault(try await stage.raw(call)).code == "ExpiredTokenException")
    }

    @Test func `of a wrong clock shows other times, or none`() async throws {
        let stage = try Stage(.clockSkew)
        let created = try await stage.ecs("RegisterTaskDefinition", Stage.definition())["taskDefinition"]?["registeredAt"]?.number
        #expect(created == Double(stage.aws.clock.millisecondsSince1970) / 1000 - 240)
        let refused = await #expect(throws: Stage.Refused.self) { try await Stage(.clockWrong).service() }
        #expect(refused?.code == "InvalidSignatureException")
    }

    @Test func `of many events keeps the newest hundred`() async throws {
        let stage = try Stage(.eventsFlood)
        let arn = try await stage.update()
        stage.wait(20)
        let events = try await stage.events()
        #expect(events.count == 100)
        #expect(!events.contains { $0.contains("has started 2 tasks") })
        #expect(try await stage.end(of: arn) == "SUCCESSFUL")
    }

    @Test(arguments: [(Scenario.ok, 0), (.migrationFails, 1)]) func `runs a one-off task to its exit code`(scenario: Scenario, code: Int)
        async throws
    {
        let stage = try Stage(scenario)
        let input = Stage.settings(stage.account).merging(["taskDefinition": "web:1", "startedBy": "release"]) { $1 }
        let arn = try #require(try await stage.ecs("RunTask", input)["tasks"]?.array?.first?["taskArn"])
        stage.wait(60)
        let task = try await stage.ecs("DescribeTasks", ["tasks": [arn]])["tasks"]?.array?.first
        #expect(task?["lastStatus"] == "STOPPED")
        #expect(task?["stopCode"] == "EssentialContainerExited")
        #expect(task?["containers"]?.array?.first?["exitCode"]?.integer == code)
    }

    @Test func `happens to the services it is about alone`() async throws {
        var account = Stage.account()
        account.services.append(
            SimulatedService("api", cluster: "demo", taskDefinition: Stage.definition("api"), settings: Stage.settings(account)))
        let stage = try Stage(.stuck.only("api"), account)
        #expect(try await stage.end(of: try await stage.update("web")) == "SUCCESSFUL")
        #expect(try await stage.end(of: try await stage.update("api"), within: 300) == "UNFINISHED")
    }
}
