import AWS
import JSON

/// A task that belongs to no service, runs a command, and ends.
package struct OneOffTask: Sendable, Hashable {
    package var cluster: String
    /// ARN of the task definition.
    package var revision: String
    /// The container whose exit code counts.
    package var container: String
    /// In place of the container's own, unless it is empty.
    package var command: [String]
    package var environment: [String: String] = [:]
    /// In CPU units and MiB; as in the task definition when nil.
    package var cpu: Int?
    package var memory: Int?
    /// Further fields of `RunTask`: where and how it runs.
    package var placement: JSONObject = [:]

    package init(cluster: String, revision: String, container: String, command: [String]) {
        self.cluster = cluster
        self.revision = revision
        self.container = container
        self.command = command
    }

    /// Runs it where the tasks of a service run.
    package mutating func take(_ service: ServiceDefinition) {
        for key in [
            "launchType", "capacityProviderStrategy", "platformVersion", "networkConfiguration", "placementConstraints",
            "placementStrategy",
        ] {
            guard let value = service.fields[key], value != .null, value != [] else { continue }
            placement[key] = value
        }
        if placement["capacityProviderStrategy"] != nil { placement["launchType"] = nil }
        // RunTask knows no platform version outside of Fargate.
        if service.runsOnInstances { placement["platformVersion"] = nil }
    }

    /// What `RunTask` takes.
    func request(token: RequestToken) -> JSONObject {
        var override: JSONObject = ["name": .string(container)]
        if !command.isEmpty { override["command"] = JSONValue(command) }
        if !environment.isEmpty {
            override["environment"] = .array(
                environment.sorted { $0.key < $1.key }.map { ["name": .string($0.key), "value": .string($0.value)] })
        }
        var overrides: JSONObject = ["containerOverrides": [.object(override)]]
        overrides["cpu"] = cpu.map { .string("\($0)") }
        overrides["memory"] = memory.map { .string("\($0)") }
        let fields: JSONObject = [
            "cluster": .string(cluster), "taskDefinition": .string(revision), "count": 1, "overrides": .object(overrides),
            "startedBy": "imgship", "clientToken": .string(token.text), "propagateTags": "TASK_DEFINITION",
        ]
        return placement.merging(fields) { $1 }
    }
}

/// How a one-off task ended.
package struct OneOffResult: Sendable, Hashable {
    /// Of its container; nil when that never ran, or was not over in time.
    package let exitCode: Int?
    package let isTimedOut: Bool
    /// ECS does not know it any more: nothing can be said of its end.
    package var isForgotten = false
    /// ARN; nil when there was no place to start it.
    package let task: String?
    /// For people, in ECS's words: why there is no exit code, or what it is.
    package let words: String
    package let cause: FailureCause?
}
