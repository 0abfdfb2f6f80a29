import JSON
import Simulation
import Testing

@Suite struct `A task definition` {
    private func refusal(_ changes: JSONObject) async throws -> String? {
        let stage = try Stage(.ok, Stage.empty())
        do {
            try await stage.ecs("RegisterTaskDefinition", Stage.definition("web", changes))
            return nil
        } catch let error as Stage.Refused {
            #expect(error.code == "ClientException")
            return error.message
        }
    }

    private func container(_ changes: JSONObject) -> JSONValue {
        .object(["name": "app", "image": "nginx"].merging(changes) { $1 })
    }

    /// Pairs: ECS Developer Guide, "Task CPU and memory" for Fargate.
    @Test(arguments: [
        ("256", "512", true), ("256", "4096", false), ("512", "1536", false), ("1 vCPU", "2 GB", true), ("4096", "30720", true),
        ("8192", "20480", true),
        ("8192", "18432", false), ("16384", "122880", true), ("32768", "61440", true), ("32768", "65536", false), ("300", "512", false),
    ]) func `is taken in the sizes of Fargate alone`(cpu: String, memory: String, isOffered: Bool) async throws {
        let refusal = try await refusal(["cpu": .string(cpu), "memory": .string(memory)])
        #expect(refusal?.hasPrefix("No Fargate configuration exists for given values") ?? false == !isOffered)
    }

    @Test func `is refused for what ECS refuses`() async throws {
        let health: (JSONObject) -> JSONValue = {
            [self.container(["healthCheck": .object(["command": ["CMD", "x"]].merging($0) { $1 })])]
        }
        let cases: [(JSONObject, String)] = [
            (["family": "a b"], "Family"), (["containerDefinitions": []], "empty"), (["networkMode": "bridge"], "awsvpc"),
            (["containerDefinitions": [container(["essential": false])]], "essential"),
            (["containerDefinitions": [container([:]), container([:])]], "unique"),
            (["containerDefinitions": [container(["image": ""])]], "image"),
            (["containerDefinitions": [container(["portMappings": [["containerPort": 80, "hostPort": 81]]])]], "must match"),
            (["containerDefinitions": [container(["portMappings": [["containerPort": 80], ["containerPort": 80]]])]], "more than once"),
            (["containerDefinitions": [container(["portMappings": [["containerPort": 70_000]]])]], "Invalid port"),
            (["containerDefinitions": health(["interval": 4])], "interval"),
            (["containerDefinitions": health(["command": ["curl"]])], "CMD"),
            (["containerDefinitions": [container(["dependsOn": [["containerName": "db", "condition": "START"]]])]], "'db'"),
            (["containerDefinitions": [container(["dependsOn": [["containerName": "app", "condition": "START"]]])]], "Cycle"),
            (["containerDefinitions": [container(["mountPoints": [["sourceVolume": "data", "containerPath": "/d"]]])]], "Unknown volume"),
            (["containerDefinitions": [container(["privileged": true])]], "privileged"),
            (["containerDefinitions": [container(["memory": 1024])]], "memory"),
            (
                [
                    "containerDefinitions": [
                        container(["environment": [["name": "A", "value": "1"]], "secrets": [["name": "A", "valueFrom": "x"]]])
                    ]
                ], "'A'"
            ),
            (["executionRoleArn": .null], "execution role"), (["ephemeralStorage": ["sizeInGiB": 20]], "Ephemeral"),
        ]
        for (changes, words) in cases {
            let refusal = try await refusal(changes)
            #expect(refusal?.contains(words) == true, "\(words): \(refusal ?? "taken")")
        }
    }

    @Test func `is numbered, kept with keys nobody knows, and retired`() async throws {
        let stage = try Stage(.ok, Stage.empty())
        let strange: JSONObject = ["someDayAWSAddsThis": ["a": 1], "tags": [["key": "k", "value": "v"]]]
        for number in 1...3 {
            let answer = try await stage.ecs("RegisterTaskDefinition", Stage.definition("web", strange))
            #expect(answer["taskDefinition"]?["revision"]?.integer == number)
            #expect(answer["taskDefinition"]?["someDayAWSAddsThis"] == ["a": 1])
            #expect(answer["tags"] == ["tags": [["key": "k", "value": "v"]]]["tags"])
        }
        try await stage.ecs("DeregisterTaskDefinition", ["taskDefinition": "web:3"])
        let newest = try await stage.ecs("DescribeTaskDefinition", ["taskDefinition": "web"])["taskDefinition"]
        #expect(newest?["revision"] == 2)
        let active = try await stage.ecs("ListTaskDefinitions", ["familyPrefix": "web", "sort": "DESC"])["taskDefinitionArns"]?.strings
        #expect(active?.map { $0.suffix(5) } == ["web:2", "web:1"])
        let refused = await #expect(throws: Stage.Refused.self) {
            try await stage.ecs("CreateService", ["serviceName": "web", "taskDefinition": "web:3", "desiredCount": 1])
        }
        #expect(refused?.message == "TaskDefinition is inactive")
        #expect(
            try await stage.ecs("DeleteTaskDefinitions", ["taskDefinitions": ["web:3"]])["taskDefinitions"]?.array?.first?["status"]
                == "DELETE_IN_PROGRESS")
    }
}
