import JSON
import TestSupport
import Testing

@testable import Release

@Suite struct `The normal form of a task definition` {
    private func tasks() throws -> [TaskDefinition] {
        let samples = try ["fargate-web", "dependencies", "efs", "firelens", "described"].map { name in
            try DefinitionFile.task(name) { _ in try Checkout.sample("\(name).json") }
        }
        return try samples + Flagship.composed().map(\.task)
    }

    @Test func `is the same when taken twice`() throws {
        for task in try tasks() {
            let once = NormalForm.task(task)
            #expect(NormalForm.task(TaskDefinition(once)) == once)
        }
    }

    @Test func `is the same for what AWS describes`() throws {
        for task in try tasks() {
            let described = TaskDefinition(described: AWSDefaults.filled(task.fields))
            #expect(TaskDifference.changes(from: described, to: task) == [])
        }
    }

    @Test(.enabled(if: ECSJudge.isThere, "needs .venv"), arguments: ["fargate-web", "dependencies", "efs", "firelens"])
    func `is the same for what moto makes of it`(_ name: String) throws {
        let task = try DefinitionFile.task(name) { _ in try Checkout.sample("\(name).json") }
        var described = try ECSJudge.described(task.fields)
        // moto loses this one.
        described["enableFaultInjection"] = task.fields["enableFaultInjection"]
        #expect(TaskDifference.changes(from: TaskDefinition(described: described), to: task) == [])
    }

    @Test(arguments: [
        (#"{"cpu": "1 vCPU"}"#, #"{"cpu": "1024"}"#, true), (#"{"memory": "2GB"}"#, #"{"memory": 2048}"#, true),
        (#"{"volumes": []}"#, #"{}"#, true), (#"{"pidMode": null}"#, #"{}"#, true), (#"{"pidMode": "task"}"#, #"{}"#, false),
        (#"{"runtimePlatform": {"cpuArchitecture": "X86_64"}}"#, #"{}"#, true),
        (#"{"runtimePlatform": {"cpuArchitecture": "ARM64"}}"#, #"{}"#, false), (#"{"tags": [{"key": "a"}]}"#, #"{}"#, true),
        (#"{"ephemeralStorage": {"sizeInGiB": 20}}"#, #"{}"#, true), (#"{"x": [{"y": null, "z": []}]}"#, #"{"x": [{}]}"#, true),
        (#"{"requiresCompatibilities": ["FARGATE", "EC2"]}"#, #"{"requiresCompatibilities": ["EC2", "FARGATE"]}"#, true),
    ])
    func `knows what means the same for a task`(_ a: String, _ b: String, _ isSame: Bool) throws {
        let (a, b) = (try object(a), try object(b))
        #expect((NormalForm.task(TaskDefinition(a)) == NormalForm.task(TaskDefinition(b))) == isSame)
    }

    @Test(arguments: [
        (#"{"essential": true, "cpu": 0}"#, #"{}"#, true), (#"{"essential": false}"#, #"{}"#, false),
        (#"{"environment": [{"name": "A", "value": ""}]}"#, #"{}"#, false),
        (
            #"{"environment": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}]}"#,
            #"{"environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]}"#, true
        ),
        (
            #"{"portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}]}"#, #"{"portMappings": [{"containerPort": 80}]}"#,
            true
        ),
        (#"{"portMappings": [{"containerPort": 80, "protocol": "udp"}]}"#, #"{"portMappings": [{"containerPort": 80}]}"#, false),
        (
            #"{"healthCheck": {"command": ["CMD", "x"], "interval": 30, "timeout": 5, "retries": 3, "startPeriod": 0}}"#,
            #"{"healthCheck": {"command": ["CMD", "x"]}}"#, true
        ),
        (#"{"command": ["b", "a"]}"#, #"{"command": ["a", "b"]}"#, false),
        (#"{"linuxParameters": {"initProcessEnabled": false, "capabilities": {"add": []}}}"#, #"{}"#, true),
        (#"{"image": "python:3.12"}"#, #"{"image": "docker.io/library/python:3.12"}"#, true),
        (
            #"{"secrets": [{"name": "A", "valueFrom": "arn:aws:secretsmanager:r:1:secret:x-abcdef:::"}]}"#,
            #"{"secrets": [{"name": "A", "valueFrom": "arn:aws:secretsmanager:r:1:secret:x-abcdef"}]}"#, true
        ),
    ])
    func `knows what means the same for a container`(_ a: String, _ b: String, _ isSame: Bool) throws {
        let form = { (text: String) in
            NormalForm.task(TaskDefinition(["containerDefinitions": .array([.object(try object(text))])]))
        }
        #expect(try (form(a) == form(b)) == isSame)
    }

    private func object(_ text: String) throws -> JSONObject { try JSONValue(parsing: Array(text.utf8), name: "").object ?? [:] }
}
