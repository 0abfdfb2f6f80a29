import AWS
import JSON
import Testing

@testable import Release

@Suite struct `A task that runs once` {
    @Test func `goes where the service's tasks are`() throws {
        let service = try #require(try Flagship.composed(["backend"])[0].service)
        var task = OneOffTask(
            cluster: "apps", revision: "arn:aws:ecs:r:a:task-definition/f:1", container: "backend",
            command: ["python", "-m", "app.migrate"])
        task.environment = ["STEP": "2"]
        task.cpu = 1024
        task.memory = 2048
        task.take(service)
        let request = task.request(token: RequestToken())
        #expect(request["networkConfiguration"] == service.fields["networkConfiguration"])
        #expect(request["launchType"] == "FARGATE")
        #expect(
            request["overrides"] == [
                "cpu": "1024", "memory": "2048",
                "containerOverrides": [
                    ["name": "backend", "command": ["python", "-m", "app.migrate"], "environment": [["name": "STEP", "value": "2"]]]
                ],
            ])
        if ECSJudge.isThere { #expect(try ECSJudge.complaints("RunTask", request) == []) }
    }

    @Test func `goes to the instances that the service's tasks are on`() throws {
        var task = OneOffTask(cluster: "apps", revision: "arn:aws:ecs:r:a:task-definition/f:1", container: "backend", command: [])
        let placement: JSONValue = [["type": "spread", "field": "attribute:ecs.availability-zone"]]
        task.take(
            ServiceDefinition([
                "launchType": "EC2", "capacityProviderStrategy": [["capacityProvider": "imgship-llm-chat-ec2-g", "weight": 1]],
                "platformVersion": "LATEST", "placementStrategy": placement, "placementConstraints": [],
            ]))
        let request = task.request(token: RequestToken())
        #expect(request["capacityProviderStrategy"]?.array?.count == 1)
        #expect(request["placementStrategy"] == placement)
        for key in ["launchType", "platformVersion", "placementConstraints"] { #expect(request[key] == nil, "\(key)") }
        if ECSJudge.isThere { #expect(try ECSJudge.complaints("RunTask", request) == []) }
    }
}
