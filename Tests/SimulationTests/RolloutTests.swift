import JSON
import Simulation
import Testing

@Suite struct `A rollout` {
    @Test func `replaces the tasks and ends SUCCESSFUL`() async throws {
        let stage = try Stage(.ok, Stage.account(balanced: true))
        let before = try await stage.service()
        #expect(before["deployments"]?.array?.count == 1)
        #expect(before["deployments"]?.array?.first?["rolloutState"] == "COMPLETED")
        #expect(before["runningCount"] == 2)
        let arn = try await stage.update()
        #expect(try await stage.deployment(arn)["status"] == "PENDING")
        stage.wait(3)
        #expect(try await stage.deployment(arn)["status"] == "IN_PROGRESS")
        #expect(try await stage.service()["deployments"]?.array?.map { $0["status"]?.string } == ["PRIMARY", "ACTIVE"])
        #expect(try await stage.end(of: arn) == "SUCCESSFUL")
        let after = try await stage.service()
        #expect(after["deployments"]?.array?.count == 1)
        #expect(after["taskDefinition"]?.string?.hasSuffix("web:2") == true)
        let events = try await stage.events()
        #expect(events.first == "(service web) has reached a steady state.")
        #expect(events.contains { $0.contains("has started 2 tasks: (task ") })
        #expect(events.contains { $0.contains("registered 1 targets in (target-group arn:aws:elasticloadbalancing:") })
        let stopped = try await stage.stoppedTasks()
        #expect(stopped.count == 2)
        #expect(stopped.allSatisfy { $0["stoppedReason"]?.string?.hasPrefix("Scaling activity initiated by (deployment ecs-svc/") == true })
    }

    /// The states and their order: ECS Developer Guide, "Task lifecycle".
    @Test func `lets each task pass through the stages of its life`() async throws {
        let stage = try Stage(.ok, Stage.account(desired: 1, balanced: true))
        _ = try await stage.update()
        stage.wait(2)
        let started = try #require(try await stage.service()["deployments"]?.array?.first?["id"])
        let arn = try #require(try await stage.ecs("ListTasks", ["startedBy": started])["taskArns"]?.array?.first)
        var seen: [String] = []
        for _ in 0..<60 {
            let task = try await stage.ecs("DescribeTasks", ["tasks": [arn]])["tasks"]?.array?.first
            if let status = task?["lastStatus"]?.string, seen.last != status { seen.append(status) }
            stage.wait(1)
        }
        #expect(seen == ["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING"])
        try await stage.ecs("StopTask", ["task": arn, "reason": "enough"])
        for _ in 0..<60 {
            let task = try await stage.ecs("DescribeTasks", ["tasks": [arn]])["tasks"]?.array?.first
            if let status = task?["lastStatus"]?.string, seen.last != status { seen.append(status) }
            stage.wait(1)
        }
        #expect(seen.suffix(4) == ["DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED"])
        let task = try await stage.ecs("DescribeTasks", ["tasks": [arn]])["tasks"]?.array?.first
        #expect(task?["stopCode"] == "UserInitiated")
        #expect(task?["stoppedReason"] == "enough")
        stage.wait(3700)
        #expect(try await stage.ecs("DescribeTasks", ["tasks": [arn]])["failures"]?.array?.first?["reason"] == "MISSING")
    }

    @Test func `that leaves no room never gets anywhere`() async throws {
        // floor(1 * 1.5) is 1 and ceil(1 * 1.0) is 1: nothing may be started, nothing stopped.
        let stage = try Stage(.ok, Stage.account(desired: 1, deployment: ["maximumPercent": 150, "minimumHealthyPercent": 100]))
        let arn = try await stage.update()
        #expect(try await stage.end(of: arn) == "UNFINISHED")
        #expect(try await stage.service()["runningCount"] == 1)
    }

    @Test func `given up for a newer one is STOPPED, and the newer one succeeds`() async throws {
        let stage = try Stage()
        let first = try await stage.update()
        stage.wait(20)
        let second = try await stage.update(image: "newer")
        #expect(try await stage.deployment(first)["status"] == "STOP_REQUESTED")
        #expect(try await stage.deployment(second)["status"] == "PENDING")
        #expect(try await stage.end(of: second) == "SUCCESSFUL")
        #expect(try await stage.deployment(first)["status"] == "STOPPED")
        let all = try await stage.ecs("ListServiceDeployments", ["service": "web"])["serviceDeployments"]?.array ?? []
        #expect(all.compactMap { $0["status"]?.string } == ["SUCCESSFUL", "STOPPED", "SUCCESSFUL"])
    }

    @Test func `is begun by some changes and not by others`() async throws {
        let stage = try Stage()
        let old = try await stage.service()["currentServiceDeployment"]
        for change: JSONObject in [
            ["desiredCount": 3], ["enableExecuteCommand": true], ["deploymentConfiguration": ["maximumPercent": 150]],
        ] {
            let service = try await stage.ecs("UpdateService", change.merging(["service": "web"]) { $1 })["service"]
            #expect(service?["currentServiceDeployment"] == old)
        }
        stage.wait(120)
        #expect(try await stage.service()["runningCount"] == 3)
        let forced = try await stage.ecs("UpdateService", ["service": "web", "forceNewDeployment": true])["service"]
        #expect(forced?["currentServiceDeployment"] != old)
    }

    @Test func `of forty services takes no time`() async throws {
        var account = Stage.empty()
        for number in 0..<40 {
            account.services.append(
                SimulatedService(
                    "s\(number)", cluster: "demo", taskDefinition: Stage.definition("s\(number)"), desiredCount: 2,
                    settings: Stage.settings(account)))
        }
        let started = ContinuousClock.now
        let stage = try Stage(.ok, account)
        var arns: [String] = []
        for number in 0..<40 { arns.append(try await stage.update("s\(number)")) }
        for arn in arns { #expect(try await stage.end(of: arn) == "SUCCESSFUL") }
        #expect(ContinuousClock.now - started < .seconds(5))
    }
}
