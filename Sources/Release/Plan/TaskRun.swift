import JSON

/// A task that runs once, where and as the tasks of a service do: a migration before a release, or a command by hand.
package struct TaskRun: Sendable, Hashable {
    /// What it runs instead of the container's own; nil: the same.
    package var command: [String]?
    /// The container; the first essential one unless given.
    package var container: String?
    /// Added to the container's, or in their place.
    package var environment: [String: String] = [:]
    /// Of the task, in CPU units.
    package var cpu: Int?
    /// Of the task, in MiB.
    package var memory: Int?
    /// At most 128 characters.
    package var startedBy: String?

    package init(command: [String]? = nil, container: String? = nil) {
        self.command = command
        self.container = container
    }

    /// The name of the container that runs the command, whose exit code counts.
    package func container(in task: TaskDefinition) -> String? {
        container ?? task.containers.first(where: \.isEssential)?.name
    }

    /// What `RunTask` takes.
    /// - Parameters:
    ///   - revision: the full ARN of the task definition.
    ///   - token: makes a second call the same call; at most 64 characters.
    package func parameters(of service: ComposedService, revision: String, token: String) -> JSONObject {
        let effective = service.effective
        var fields = JSONValue.fields([
            "cluster": .string(service.cluster), "taskDefinition": .string(revision), "count": 1, "clientToken": .string(token),
            "startedBy": startedBy.map { .string($0) }, "enableECSManagedTags": true, "propagateTags": "TASK_DEFINITION",
        ])
        if effective.capacity.isEmpty {
            fields["launchType"] = .string(effective.launchType ?? (service.task.runsOnFargate ? "FARGATE" : "EC2"))
        } else {
            fields["capacityProviderStrategy"] = .array(effective.capacity)
        }
        if service.task.runsOnFargate { fields["platformVersion"] = effective.fields["platformVersion"] }
        if let network = effective.network { fields["networkConfiguration"] = ["awsvpcConfiguration": .object(network)] }
        let overrides = overrides(in: service.task)
        if !overrides.isEmpty { fields["overrides"] = .object(overrides) }
        return fields
    }

    private func overrides(in task: TaskDefinition) -> JSONObject {
        var fields = JSONValue.fields(["cpu": cpu.map { .string("\($0)") }, "memory": memory.map { .string("\($0)") }])
        guard command != nil || !environment.isEmpty, let container = container(in: task) else { return fields }
        var override: JSONObject = ["name": .string(container)]
        override["command"] = command.map { JSONValue($0) }
        let variables = environment.sorted { $0.key < $1.key }.map { entry in
            JSONValue.object(["name": .string(entry.key), "value": .string(entry.value)])
        }
        if !variables.isEmpty { override["environment"] = .array(variables) }
        fields["containerOverrides"] = [.object(override)]
        return fields
    }
}
