import AWS
import Foundation
import JSON
import Simulation
import Testing

/// - Source: ECS Developer Guide, "Amazon ECS blue/green deployments", "... linear deployments", "... canary deployments".
@Suite struct `A deployment that moves traffic` {
    /// Stages and shares of the traffic, each as often as it changed.
    private func course(_ stage: Stage, _ arn: String, within seconds: Int = 3600) async throws -> [String] {
        var seen: [String] = []
        for _ in 0..<seconds {
            let deployment = try await stage.deployment(arn)
            guard let name = deployment["lifecycleStage"]?.string else {
                if deployment["status"]?.string != "PENDING" { break }
                stage.wait(1)
                continue
            }
            let share = deployment["targetServiceRevision"]?["requestedProductionTrafficWeight"]?.number ?? -1
            let line = "\(name) \(share)"
            if seen.last != line { seen.append(line) }
            stage.wait(1)
        }
        return seen
    }

    @Test func `passes through all stages of blue/green, and moves all traffic at once`() async throws {
        let stage = try Stage(.ok, Stage.shifting("BLUE_GREEN"))
        let arn = try await stage.update()
        let seen = try await course(stage, arn)
        #expect(
            seen == [
                "PRE_SCALE_UP 0.0", "SCALE_UP 0.0", "POST_SCALE_UP 0.0", "TEST_TRAFFIC_SHIFT 0.0", "POST_TEST_TRAFFIC_SHIFT 0.0",
                "PRODUCTION_TRAFFIC_SHIFT 0.0", "PRODUCTION_TRAFFIC_SHIFT 100.0", "POST_PRODUCTION_TRAFFIC_SHIFT 100.0",
                "BAKE_TIME 100.0", "CLEAN_UP 100.0",
            ])
        #expect(try await stage.deployment(arn)["status"] == "SUCCESSFUL")
        #expect(try await stage.service()["runningCount"] == 2)
    }

    @Test func `changes the weights of the listener rule, and back with the next one`() async throws {
        let stage = try Stage(.ok, Stage.shifting("BLUE_GREEN"))
        func weights() async throws -> [String] {
            let call = AWSCall(.elbv2, "DescribeRules", .repeatable, form: ["RuleArns.member.1": Stage.rule])
            let text = String(decoding: try await stage.raw(call).bytes, as: UTF8.self)
            return text.split(separator: "<Weight>").dropFirst().map { String($0.prefix { $0 != "<" }) }
        }
        #expect(try await weights() == ["100", "0"])
        _ = try await stage.end(of: try await stage.update())
        #expect(try await weights() == ["0", "100"])
        _ = try await stage.end(of: try await stage.update(image: "newer"))
        #expect(try await weights() == ["100", "0"])
    }

    @Test func `moves a little of it first as a canary`() async throws {
        let settings: JSONObject = ["canaryConfiguration": ["canaryPercent": .decimal(7.5), "canaryBakeTimeInMinutes": 3]]
        let stage = try Stage(.ok, Stage.shifting("CANARY", settings))
        let seen = try await course(stage, try await stage.update())
        #expect(
            seen.filter { $0.hasPrefix("PRODUCTION") } == [
                "PRODUCTION_TRAFFIC_SHIFT 0.0", "PRODUCTION_TRAFFIC_SHIFT 7.5", "PRODUCTION_TRAFFIC_SHIFT 100.0",
            ])
    }

    @Test func `moves it step by step when it is linear`() async throws {
        let settings: JSONObject = ["linearConfiguration": ["stepPercent": 40, "stepBakeTimeInMinutes": 1]]
        let stage = try Stage(.ok, Stage.shifting("LINEAR", settings))
        let seen = try await course(stage, try await stage.update())
        #expect(
            seen.filter { $0.hasPrefix("PRODUCTION") } == [
                "PRODUCTION_TRAFFIC_SHIFT 0.0", "PRODUCTION_TRAFFIC_SHIFT 40.0", "PRODUCTION_TRAFFIC_SHIFT 80.0",
                "PRODUCTION_TRAFFIC_SHIFT 100.0",
            ])
    }

    @Test func `runs both fleets until it has baked`() async throws {
        let stage = try Stage(.ok, Stage.shifting("BLUE_GREEN"))
        let arn = try await stage.update()
        for _ in 0..<300 where try await stage.deployment(arn)["lifecycleStage"] != "BAKE_TIME" { stage.wait(1) }
        #expect(try await stage.service()["runningCount"] == 4)
        stage.wait(290)
        #expect(try await stage.deployment(arn)["lifecycleStage"] == "BAKE_TIME")
        #expect(try await stage.end(of: arn) == "SUCCESSFUL")
    }

    private static let pause: JSONObject = [
        "lifecycleHooks": [
            [
                "targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"],
                "timeoutConfiguration": ["timeoutInMinutes": 30, "action": "ROLLBACK"],
            ]
        ]
    ]

    private func paused(_ stage: Stage, _ arn: String) async throws -> String {
        for _ in 0..<300 {
            let hooks = try await stage.deployment(arn)["lifecycleHookDetails"]?.array ?? []
            if let hook = hooks.first(where: { $0["status"] == "AWAITING_ACTION" })?["hookId"]?.string { return hook }
            stage.wait(1)
        }
        return ""
    }

    /// - Source: ECS Developer Guide, "Pause hooks for Amazon ECS service deployments".
    @Test func `waits at a pause until it is continued`() async throws {
        let stage = try Stage(.ok, Stage.shifting("BLUE_GREEN", Self.pause))
        let arn = try await stage.update()
        let hook = try await paused(stage, arn)
        stage.wait(1200)
        #expect(try await stage.deployment(arn)["status"] == "IN_PROGRESS")
        #expect(try await stage.deployment(arn)["lifecycleStage"] == "POST_TEST_TRAFFIC_SHIFT")
        try await stage.ecs("ContinueServiceDeployment", ["serviceDeploymentArn": .string(arn), "hookId": .string(hook)])
        #expect(try await stage.end(of: arn) == "SUCCESSFUL")
        await #expect(throws: Stage.Refused.self) {
            try await stage.ecs("ContinueServiceDeployment", ["serviceDeploymentArn": .string(arn), "hookId": .string(hook)])
        }
    }

    @Test(arguments: [true, false]) func `goes back from a pause when it is told to, or when nobody comes`(isTold: Bool) async throws {
        let stage = try Stage(.ok, Stage.shifting("BLUE_GREEN", Self.pause))
        let arn = try await stage.update()
        let hook = try await paused(stage, arn)
        if isTold {
            try await stage.ecs(
                "ContinueServiceDeployment",
                ["serviceDeploymentArn": .string(arn), "hookId": .string(hook), "action": "ROLLBACK"])
        } else {
            stage.wait(1801)
        }
        #expect(try await stage.end(of: arn) == "ROLLBACK_SUCCESSFUL")
        #expect(try await stage.service()["taskDefinition"]?.string?.hasSuffix("web:1") == true)
    }

    @Test func `goes back when an alarm goes off while it bakes`() async throws {
        let alarms: JSONObject = ["alarms": ["alarmNames": ["errors"], "enable": true, "rollback": true]]
        let stage = try Stage(.alarmWhileBaking, Stage.shifting("BLUE_GREEN", alarms))
        let arn = try await stage.update()
        #expect(try await stage.end(of: arn) == "ROLLBACK_SUCCESSFUL")
        #expect(try await stage.deployment(arn)["alarms"]?["triggeredAlarmNames"] == ["errors"])
        #expect(try await stage.service()["runningCount"] == 2)
    }

    @Test func `goes back when a function says no`() async throws {
        let hooks: JSONObject = [
            "lifecycleHooks": [
                [
                    "hookTargetArn": "arn:aws:lambda:eu-central-1:123456789012:function:check",
                    "roleArn": "arn:aws:iam::123456789012:role/hooks", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"],
                ]
            ]
        ]
        for (scenario, status) in [(Scenario.ok, "SUCCESSFUL"), (.hookFails, "ROLLBACK_SUCCESSFUL")] {
            let stage = try Stage(scenario, Stage.shifting("BLUE_GREEN", hooks))
            #expect(try await stage.end(of: try await stage.update()) == status)
        }
    }

    /// - Source: the ECS API, `DeploymentConfiguration` and `AdvancedConfiguration`.
    @Test func `is refused without what it needs`() async throws {
        let stage = try Stage()
        for settings: JSONObject in [
            ["deploymentConfiguration": ["strategy": "BLUE_GREEN", "deploymentCircuitBreaker": ["enable": true, "rollback": true]]],
            ["deploymentConfiguration": ["strategy": "CANARY", "linearConfiguration": ["stepPercent": 10]]],
            [
                "deploymentConfiguration": [
                    "strategy": "LINEAR", "lifecycleHooks": [["targetType": "PAUSE", "lifecycleStages": ["PRODUCTION_TRAFFIC_SHIFT"]]],
                ]
            ],
        ] {
            await #expect(throws: Stage.Refused.self) {
                try await stage.ecs("UpdateService", settings.merging(["service": "web"]) { $1 })
            }
        }
    }
}
