import Foundation
import JSON
import TestSupport

/// Other people's opinions on what we would send; see `Tests/Fixtures/ecs_judge.py`.
enum ECSJudge {
    static let isThere = PythonTools.judges != nil

    /// What botocore's model of ECS has against the parameters of a call.
    static func complaints(_ operation: String, _ parameters: JSONObject) throws -> [String] {
        let call: JSONValue = ["operation": .string(operation), "parameters": .object(parameters)]
        return try ask("botocore", [call]).array?.first?.strings ?? ["no answer"]
    }

    /// What cfn-lint has against a task definition.
    static func complaints(on task: TaskFields) throws -> [String] {
        try ask("cfn-lint", [.object(task)]).array?.first?.strings ?? ["no answer"]
    }

    static func members(of shape: String) throws -> [String] { try ask("members", .string(shape)).strings }

    /// What moto, like AWS, makes of a task definition that is registered.
    static func described(_ task: TaskFields) throws -> TaskFields {
        try ask("register", [.object(task)]).array?.first?.object ?? [:]
    }

    static func ask(_ verb: String, _ question: JSONValue) throws -> JSONValue {
        let script = PythonTools.fixtures.appendingPathComponent("ecs_judge.py").path
        let answer = try Program.output([PythonTools.judges ?? "python3", script, verb], input: question.bytes())
        return try JSONValue(parsing: Array(answer.utf8), name: "the answer")
    }
}

typealias TaskFields = JSONObject
