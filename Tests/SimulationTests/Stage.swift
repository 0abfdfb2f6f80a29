import AWS
import HTTP
import JSON
import Simulation

/// A simulated account with the clients' half of a call, and the clock in one's hand.
final class Stage: Sendable {
    let aws: SimulatedAWS
    let account: SimulatedAccount
    private let region = Region.global

    init(_ scenario: Scenario = .ok, _ account: SimulatedAccount = Stage.account(), seed: UInt64 = 1) throws {
        self.account = account
        aws = try SimulatedAWS(account, scenario: scenario, clock: SimulatedClock(seed: seed), seed: seed)
    }

    struct Refused: Error, Equatable {
        let code: String
        let message: String
    }

    func raw(_ call: AWSCall, as key: String = "AKIDEXAMPLE") async throws -> AWSAnswer {
        try await aws.send(call, in: region, with: Credentials(accessKeyID: key, secretAccessKey: "secret"))
    }

    /// Makes one call of a JSON service.
    func call(_ service: AWSService, _ action: String, _ parameters: JSONObject) async throws -> JSONValue {
        let answer = try await raw(AWSCall(service, action, .repeatable, json: parameters))
        let value = try JSONValue(parsing: answer.bytes, name: "the answer")
        guard answer.isSuccess else { throw Refused(code: value["__type"]?.string ?? "", message: value["message"]?.string ?? "") }
        return value
    }

    @discardableResult
    func ecs(_ action: String, _ parameters: JSONObject) async throws -> JSONValue {
        // Task definitions, and what has an ARN of its own, belong to no cluster.
        let isInCluster = !action.contains("TaskDefinition") && parameters.keys.allSatisfy { !$0.hasSuffix("Arn") && !$0.hasSuffix("Arns") }
        return try await call(.ecs, action, isInCluster ? parameters.merging(["cluster": "demo"]) { given, _ in given } : parameters)
    }

    func wait(_ seconds: Int) { aws.clock.advance(by: .seconds(seconds)) }

    func service(_ name: String = "web") async throws -> JSONValue {
        try await ecs("DescribeServices", ["services": [.string(name)]])["services"]?.array?.first ?? .null
    }

    /// Registers the definition and updates the service: the ARN of the service deployment.
    func update(_ name: String = "web", image: String = "new", _ changes: JSONObject = [:]) async throws -> String {
        let registered = try await ecs("RegisterTaskDefinition", Self.definition(name, image: image))
        let arn = registered["taskDefinition"]?["taskDefinitionArn"] ?? .null
        let asked: JSONObject = ["service": .string(name), "taskDefinition": arn]
        let answer = try await ecs("UpdateService", asked.merging(changes) { $1 })
        return answer["service"]?["currentServiceDeployment"]?.string ?? ""
    }

    func deployment(_ arn: String) async throws -> JSONValue {
        try await ecs("DescribeServiceDeployments", ["serviceDeploymentArns": [.string(arn)]])["serviceDeployments"]?.array?.first ?? .null
    }

    /// Waits until the deployment has ended: its status.
    func end(of arn: String, within seconds: Int = 1800) async throws -> String {
        for _ in 0..<seconds / 5 {
            let status = try await deployment(arn)["status"]?.string ?? ""
            if ["SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED", ""].contains(status) { return status }
            wait(5)
        }
        return "UNFINISHED"
    }

    /// The tasks a deployment has started and that were stopped.
    func stoppedTasks(of name: String = "web") async throws -> [JSONValue] {
        let arns = try await ecs("ListTasks", ["serviceName": .string(name), "desiredStatus": "STOPPED"])["taskArns"]?.array ?? []
        guard !arns.isEmpty else { return [] }
        return try await ecs("DescribeTasks", ["tasks": .array(arns)])["tasks"]?.array ?? []
    }

    func events(_ name: String = "web") async throws -> [String] {
        try await service(name)["events"]?.array?.compactMap { $0["message"]?.string } ?? []
    }
}
