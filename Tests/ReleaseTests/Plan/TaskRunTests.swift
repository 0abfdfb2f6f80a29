import JSON
import Testing

@testable import Release

@Suite struct `A task that runs once` {
    @Test func `goes where the service's tasks are`() throws {
        let service = try Flagship.composed(["backend"])[0]
        var run = TaskRun(command: ["python", "-m", "app.migrate"])
        run.environment = ["STEP": "2"]
        run.cpu = 1024
        run.memory = 2048
        let parameters = run.parameters(of: service, revision: "arn:aws:ecs:r:a:task-definition/f:1", token: "t")
        #expect(parameters["networkConfiguration"] == service.service?.fields["networkConfiguration"])
        #expect(parameters["launchType"] == "FARGATE")
        #expect(
            parameters["overrides"] == [
                "cpu": "1024", "memory": "2048",
                "containerOverrides": [
                    ["name": "backend", "command": ["python", "-m", "app.migrate"], "environment": [["name": "STEP", "value": "2"]]]
                ],
            ])
        if ECSJudge.isThere { #expect(try ECSJudge.complaints("RunTask", parameters) == []) }
    }

    @Test func `takes the container that is essential`() throws {
        let task = try DefinitionFile.task("d") { _ in try Checkout.sample("dependencies.json") }
        #expect(TaskRun().container(in: task) == "app")
        #expect(TaskRun(container: "migrate").container(in: task) == "migrate")
    }

    @Test func `asks AWS for all that it names`() throws {
        let questions = OnlineQuestions(try Flagship.composed(["backend"])[0])
        #expect(questions.roles.count == 2)
        #expect(questions.secrets.map(\.variable) == ["OPENAI_API_KEY"])
        #expect(questions.logGroups.map(\.name) == ["/imgship/llm-chat/backend"])
        #expect(questions.subnets == ["subnet-0a1b2c3d", "subnet-1a1b2c3d"])
        #expect(questions.images["backend"]?.digest != nil)
    }
}
