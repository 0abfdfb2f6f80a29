import JSON
import Simulation
import Testing

@Suite struct `A simulated service` {
    private func create(_ stage: Stage, _ changes: JSONObject = [:]) async throws -> JSONValue {
        let standard = Stage.settings(stage.account).merging(["serviceName": "new", "taskDefinition": "web:1", "desiredCount": 1]) { $1 }
        return try await stage.ecs("CreateService", standard.merging(changes) { $1 })
    }

    @Test func `is refused for what ECS refuses`() async throws {
        let stage = try Stage()
        let cases: [(JSONObject, String, String)] = [
            (["serviceName": "web"], "InvalidParameterException", "Creation of service was not idempotent."),
            (["taskDefinition": "gone:1"], "ClientException", "TaskDefinition not found."),
            (["cluster": "gone"], "ClusterNotFoundException", "Cluster not found."),
            (["networkConfiguration": .null], "InvalidParameterException", "Network Configuration must be provided"),
            (["networkConfiguration": ["awsvpcConfiguration": ["subnets": ["subnet-0"]]]], "InvalidParameterException", "does not exist"),
            (["capacityProviderStrategy": [["capacityProvider": "FARGATE"]]], "InvalidParameterException", "both a launch type"),
            (
                ["loadBalancers": [["targetGroupArn": "arn", "containerName": "app", "containerPort": 8000]]], "InvalidParameterException",
                "target group"
            ),
            (
                ["deploymentConfiguration": ["minimumHealthyPercent": 100, "maximumPercent": 100]], "InvalidParameterException",
                "block deployments"
            ),
        ]
        for (changes, code, words) in cases {
            let refused = await #expect(throws: Stage.Refused.self) { try await create(stage, changes) }
            #expect(refused?.code == code)
            #expect(refused?.message.contains(words) == true, "\(refused?.message ?? "")")
        }
    }

    @Test func `is made once for the same token`() async throws {
        let stage = try Stage()
        let first = try await create(stage, ["clientToken": "t"])["service"]?["createdAt"]
        stage.wait(2)
        #expect(try await create(stage, ["clientToken": "t"])["service"]?["createdAt"] == first)
        let input = Stage.settings(stage.account).merging(["taskDefinition": "web:1", "clientToken": "u"]) { $1 }
        let task = try await stage.ecs("RunTask", input)["tasks"]?.array?.first?["taskArn"]
        #expect(try await stage.ecs("RunTask", input)["tasks"]?.array?.compactMap { $0["taskArn"] } == [task])
    }

    @Test func `moves between a launch type and a strategy`() async throws {
        let stage = try Stage()
        let spot = try await stage.ecs(
            "UpdateService", ["service": "web", "capacityProviderStrategy": [["capacityProvider": "FARGATE_SPOT", "weight": 1]]])["service"]
        #expect(spot?["launchType"] == nil)
        let back = try await stage.ecs("UpdateService", ["service": "web", "capacityProviderStrategy": []])["service"]
        #expect(back?["launchType"] == "FARGATE")
    }

    @Test func `gives its tags to its tasks when asked`() async throws {
        let stage = try Stage()
        let tags: JSONValue = [["key": "commit", "value": "abc"]]
        _ = try await create(stage, ["tags": tags, "propagateTags": "SERVICE"])
        stage.wait(5)
        let tasks = try await stage.ecs("ListTasks", ["serviceName": "new"])["taskArns"] ?? .null
        #expect(try await stage.ecs("DescribeTasks", ["tasks": tasks, "include": ["TAGS"]])["tasks"]?.array?.first?["tags"] == tags)
    }

    @Test func `cannot start without a role, or a way out`() async throws {
        for (change, reason) in [
            (
                ["executionRoleArn": "arn:aws:iam::123456789012:role/gone"],
                "ECS was unable to assume the role 'arn:aws:iam::123456789012:role/gone'"
            ),
            ([:], "ResourceInitializationError: unable to pull secrets or registry auth"),
        ] as [(JSONObject, String)] {
            let stage = try Stage()
            try await stage.ecs("RegisterTaskDefinition", Stage.definition("web", change))
            var network = Stage.settings(stage.account)["networkConfiguration"] ?? .null
            var inner = network["awsvpcConfiguration"] ?? .null
            inner["assignPublicIp"] = change.isEmpty ? "DISABLED" : "ENABLED"
            network["awsvpcConfiguration"] = inner
            _ = try await create(stage, ["taskDefinition": "web:2", "networkConfiguration": network])
            stage.wait(40)
            #expect(try await stage.stoppedTasks(of: "new").first?["stoppedReason"]?.string?.hasPrefix(reason) == true)
        }
    }

    @Test func `leaves a transcript of who asked what`() async throws {
        let stage = try Stage()
        stage.wait(5)
        _ = try? await stage.ecs("DeleteService", ["service": "gone"])
        let entry = await stage.aws.transcript.first
        #expect(entry?.description == #"5.000s ecs:DeleteService {"cluster":"demo","service":"gone"} -> ServiceNotFoundException"#)
    }
}
