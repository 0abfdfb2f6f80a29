import JSON
import TestSupport
import Testing

@testable import Release

@Suite struct `A task definition` {
    @Test(arguments: ["fargate-web", "dependencies", "efs", "firelens"])
    func `of AWS's samples keeps every key`(_ name: String) throws {
        let bytes = try Checkout.sample("\(name).json")
        let task = try DefinitionFile.task(name) { _ in bytes }
        #expect(JSONValue.object(task.fields) == (try JSONValue(parsing: bytes, name: name)))
    }

    @Test(.enabled(if: ECSJudge.isThere, "needs .venv"), arguments: ["fargate-web", "dependencies", "efs", "firelens"])
    func `of AWS's samples is taken by botocore and cfn-lint`(_ name: String) throws {
        let task = try DefinitionFile.task(name) { _ in try Checkout.sample("\(name).json") }
        #expect(try ECSJudge.complaints("RegisterTaskDefinition", task.fields) == [])
    }

    @Test func `as describe-task-definition prints it loses what only describes, and nothing else`() throws {
        let bytes = try Checkout.sample("described.json")
        let task = try DefinitionFile.task("described.json") { _ in bytes }
        let inner = try #require(try JSONValue(parsing: bytes, name: "").object?["taskDefinition"]?.object)
        let kept = Set(task.fields.keys).subtracting(["tags"])
        #expect(
            Set(inner.keys).subtracting(kept) == [
                "taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy",
            ])
        for key in kept { #expect(task.fields[key] == inner[key]) }
        #expect(task.fields["tags"] == [["key": "team", "value": "shop"]])
        // Empty and null are not nothing, and a number of 20 digits stays itself.
        #expect(task.containers[0].fields["user"] == .null)
        #expect(task.containers[0].fields["command"] == [])
        #expect(JSONValue.object(task.fields).text().contains("12345678901234567890"))
    }

    @Test func `gets another image in the container named, and nowhere else`() throws {
        let task = try DefinitionFile.task("d") { _ in try Checkout.sample("described.json") }
        let changed = try task.replacingImages(["web": "new:2"])
        #expect(changed.containers.map(\.image) == ["new:2", "public.ecr.aws/envoy:1"])
        var back = changed
        back.containers[0].fields["image"] = task.containers[0].fields["image"]
        #expect(back == task)
        #expect(throws: DefinitionError(.unknownContainer("wbe", among: ["web", "sidecar"]), "shop")) {
            try task.replacingImages(["wbe": "new:2"])
        }
    }

    @Test(.enabled(if: ECSJudge.isThere, "needs .venv"))
    func `knows the keys that only describe as ECS's model does`() throws {
        let described = Set(try ECSJudge.members(of: "TaskDefinition"))
        #expect(described.subtracting(try ECSJudge.members(of: "RegisterTaskDefinitionRequest")) == Set(TaskDefinition.describedOnly))
        let service = Set(try ECSJudge.members(of: "Service"))
        #expect(service.subtracting(try ECSJudge.members(of: "CreateServiceRequest")) == Set(DefinitionFile.describedOnly))
        let creation = Set(try ECSJudge.members(of: "CreateServiceRequest"))
        #expect(creation.subtracting(try ECSJudge.members(of: "UpdateServiceRequest")) == Set(ServiceDefinition.createOnly))
    }

    @Test(arguments: [
        ("\"256\"", 256), ("256", 256), ("\"1 vCPU\"", 1024), ("\".5 vcpu\"", 512), ("\"0.25vCPU\"", 256), ("\"x\"", nil),
        ("\"-inf vCPU\"", nil),
    ])
    func `reads the CPU as AWS writes it`(_ text: String, _ units: Int?) throws {
        #expect(TaskSize.cpu(try JSONValue(parsing: Array(text.utf8), name: "")) == units)
    }

    @Test(arguments: [("\"512\"", 512), ("\"2GB\"", 2048), ("\"0.5 gb\"", 512), ("\"nan GB\"", nil), ("[]", nil)])
    func `reads the memory as AWS writes it`(_ text: String, _ mebibytes: Int?) throws {
        #expect(TaskSize.memory(try JSONValue(parsing: Array(text.utf8), name: "")) == mebibytes)
    }

    @Test(arguments: [
        "[]", "{}", "{\"containerDefinitions\": null, \"services\": []}", "{\"services\": [1]}", "{\"services\": []}", "\"x\"", "{",
    ])
    func `that is none is refused`(_ text: String) {
        #expect(throws: (any Error).self) { try DefinitionFile.task("f") { _ in Array(text.utf8) } }
    }
}
