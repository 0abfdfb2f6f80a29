import JSON
import Simulation
import Testing

@Suite struct `A rollout that fails` {
    @Test func `trips the breaker and goes back`() async throws {
        let stage = try Stage(.breaker, Stage.account(deployment: Stage.breaker))
        let good = try await stage.service()["deployments"]?.array?.first?["id"]?.string ?? ""
        let arn = try await stage.update()
        #expect(try await stage.end(of: arn) == "ROLLBACK_SUCCESSFUL")
        let record = try await stage.deployment(arn)
        #expect(record["statusReason"] == "Service deployment rolled back because the circuit breaker threshold was exceeded.")
        #expect(record["deploymentCircuitBreaker"] == ["status": "TRIGGERED", "failureCount": 3, "threshold": 3])
        #expect(record["rollback"]?["serviceRevisionArn"] == record["sourceServiceRevisions"]?.array?.first?["arn"])
        let events = try await stage.events()
        #expect(events.contains("(service web) rolling back to deployment \(good)."))
        #expect(events.contains { $0.hasSuffix("deployment failed: tasks failed to start.") })
        #expect(events.contains("(service web) is unable to consistently start tasks successfully."))
        let service = try await stage.service()
        #expect(service["taskDefinition"]?.string?.hasSuffix("web:1") == true)
        #expect(service["deployments"]?.array?.first?["rolloutStateReason"]?.string == "ECS deployment \(good) completed.")
        #expect(service["runningCount"] == 2)
    }

    /// As in public reports: a service that never ran has nothing to go back to.
    @Test func `has nothing to go back to when it is the first`() async throws {
        let stage = try Stage(.pullFailure, Stage.empty())
        try await stage.ecs("RegisterTaskDefinition", Stage.definition())
        var input = Stage.settings(stage.account, deployment: Stage.breaker)
        input["serviceName"] = "web"
        input["taskDefinition"] = "web:1"
        input["desiredCount"] = 1
        let service = try await stage.ecs("CreateService", input)["service"]
        let arn = service?["currentServiceDeployment"]?.string ?? ""
        #expect(try await stage.end(of: arn) == "ROLLBACK_FAILED")
        #expect(try await stage.deployment(arn)["statusReason"] == "No rollback candidate was found to run the rollback.")
        #expect(try await stage.service()["deployments"]?.array?.first?["rolloutState"] == "FAILED")
    }

    @Test(
        arguments: [
            (Scenario.pullFailure, "TaskFailedToStart", "CannotPullContainerError: pull image manifest has been retried", nil),
            (.pullDenied, "TaskFailedToStart", "CannotPullContainerError", nil),
            (.secretMissing, "TaskFailedToStart", "ResourceInitializationError: unable to pull secrets or registry auth", nil),
            (
                .noRoute, "TaskFailedToStart", "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull",
                nil
            ),
            (.crash, "EssentialContainerExited", "Essential container in task exited", 1),
            (.crashLate, "EssentialContainerExited", "Essential container in task exited", 1),
            (.outOfMemory, "EssentialContainerExited", "OutOfMemoryError: Container killed due to memory usage", 137),
            (.wrongArchitecture, "EssentialContainerExited", "Essential container in task exited", 255),
            (.healthCheck, "ServiceSchedulerInitiated", "Task failed container health checks", 0),
            (.targetHealth, "ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group arn:", 0),
        ] as [(Scenario, String, String, Int?)])
    func `says why its tasks stopped`(scenario: Scenario, code: String, reason: String, exitCode: Int?) async throws {
        let stage = try Stage(scenario, Stage.account(balanced: scenario == .targetHealth, checked: true))
        let definition = try await stage.ecs("DescribeTaskDefinition", ["taskDefinition": "web:1"])["taskDefinition"]
        var containers = definition?["containerDefinitions"]?.array ?? []
        containers[0]["image"] = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:new"
        let second = try await stage.ecs(
            "RegisterTaskDefinition", Stage.definition("web", ["containerDefinitions": .array(containers)]))
        let arn = second["taskDefinition"]?["taskDefinitionArn"] ?? .null
        try await stage.ecs("UpdateService", ["service": "web", "taskDefinition": arn])
        stage.wait(150)
        let failed = try await stage.stoppedTasks().filter { $0["taskDefinitionArn"] == arn && $0["lastStatus"] == "STOPPED" }
        let task = try #require(failed.first)
        #expect(task["stopCode"]?.string == code)
        #expect(task["stoppedReason"]?.string?.hasPrefix(reason) == true, "\(task["stoppedReason"]?.string ?? "")")
        #expect(task["containers"]?.array?.first?["exitCode"]?.integer == exitCode)
    }

    @Test func `counts only tasks that never ran`() async throws {
        // Without a health check a task counts as started when it runs (aws/containers-roadmap#1206): the breaker never trips.
        let crashing = try Stage(.crash, Stage.account(deployment: Stage.breaker))
        let arn = try await crashing.update()
        #expect(try await crashing.end(of: arn, within: 900) == "UNFINISHED")
        #expect(try await crashing.service()["deployments"]?.array?.first?["failedTasks"] == 0)
        #expect(try await crashing.stoppedTasks().count > 10)
    }

    /// The ECS API, `Deployment.failedTasks`: back to 0 once a task runs.
    @Test func `forgets its failures as soon as a task runs`() async throws {
        let stage = try Stage(.flakyStart, Stage.account(deployment: Stage.breaker))
        let arn = try await stage.update()
        var counts: [Int] = []
        for _ in 0..<60 {
            let failed = try await stage.service()["deployments"]?.array?.first?["failedTasks"]?.integer ?? -1
            if counts.last != failed { counts.append(failed) }
            stage.wait(1)
        }
        #expect(counts == [0, 1, 0])
        #expect(try await stage.end(of: arn) == "SUCCESSFUL")
    }

    @Test func `ends when the caller asks for it`() async throws {
        let stage = try Stage(.stuck, Stage.account())
        let arn = try await stage.update()
        stage.wait(30)
        try await stage.ecs("StopServiceDeployment", ["serviceDeploymentArn": .string(arn), "stopType": "ROLLBACK"])
        #expect(try await stage.deployment(arn)["status"] == "ROLLBACK_REQUESTED")
        #expect(try await stage.end(of: arn) == "ROLLBACK_SUCCESSFUL")
        let refused = await #expect(throws: Stage.Refused.self) {
            try await stage.ecs("StopServiceDeployment", ["serviceDeploymentArn": .string(arn)])
        }
        #expect(refused?.code == "ConflictException")
    }

    @Test func `goes back when an alarm of its own goes off`() async throws {
        let alarms: JSONValue = ["alarms": ["alarmNames": ["errors"], "enable": true, "rollback": true]]
        let stage = try Stage(.alarm, Stage.account(deployment: alarms))
        let arn = try await stage.update()
        #expect(try await stage.end(of: arn) == "ROLLBACK_SUCCESSFUL")
        #expect(try await stage.deployment(arn)["alarms"]?["triggeredAlarmNames"] == ["errors"])
        let silent = try Stage(.alarm, Stage.account())
        #expect(try await silent.end(of: try await silent.update()) == "SUCCESSFUL")
    }

    @Test func `cannot go back when the old image is gone`() async throws {
        let stage = try Stage(.rollbackFails, Stage.account(deployment: Stage.breaker))
        let arn = try await stage.update()
        #expect(try await stage.end(of: arn) == "ROLLBACK_FAILED")
        #expect(try await stage.service()["deployments"]?.array?.first?["rolloutState"] == "FAILED")
    }

    @Test func `is given up when the service is deleted`() async throws {
        let stage = try Stage(.serviceDeleted)
        let arn = try await stage.update()
        stage.wait(25)
        #expect(try await stage.service()["status"] == "DRAINING")
        #expect(try await stage.deployment(arn)["status"] == "STOPPED")
        stage.wait(120)
        #expect(try await stage.service()["status"] == "INACTIVE")
        let refused = await #expect(throws: Stage.Refused.self) { try await stage.ecs("UpdateService", ["service": "web"]) }
        #expect(refused == Stage.Refused(code: "ServiceNotActiveException", message: "Service was not ACTIVE."))
    }

    @Test func `finds out by itself what the account lacks`() async throws {
        var account = Stage.account()
        account.images = [
            SimulatedImage("web", tags: ["old"], digest: "sha256:" + String(repeating: "a", count: 64)),
            SimulatedImage("web", tags: ["arm"], digest: "sha256:" + String(repeating: "b", count: 64), platforms: ["linux/arm64"]),
        ]
        for (image, reason) in [("gone", "web:gone: not found"), ("arm", "matching platform 'linux/amd64'")] {
            let stage = try Stage(.ok, account)
            _ = try await stage.update(image: image)
            stage.wait(60)
            #expect(try await stage.stoppedTasks().first?["stoppedReason"]?.string?.contains(reason) == true)
        }
    }
}
