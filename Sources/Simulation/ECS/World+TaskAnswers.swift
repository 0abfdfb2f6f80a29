import JSON

/// Tasks as `DescribeTasks` shows them.
extension World {
    func describe(_ task: TaskState, tagged: Bool) -> JSONValue {
        var fields: JSONObject = [
            "taskArn": .string(task.arn), "clusterArn": .string(task.clusterARN), "taskDefinitionArn": .string(task.definition.arn),
            "group": .string(task.group), "lastStatus": .string(task.phase.status), "desiredStatus": task.isWanted ? "RUNNING" : "STOPPED",
            "createdAt": task.createdAt.json, "availabilityZone": .string(task.zone), "launchType": "FARGATE", "platformVersion": "1.4.0",
            "platformFamily": "Linux", "connectivity": "CONNECTED", "version": JSONValue(task.phase.rawValue + 1),
            "enableExecuteCommand": task.request["enableExecuteCommand"] ?? false, "healthStatus": .string(health(of: task)),
            "cpu": task.definition.document["cpu"] ?? "256", "memory": task.definition.document["memory"] ?? "512",
            "overrides": overrides(of: task), "containers": .array(task.containers.map { describe($0, of: task) }),
            "attachments": [attachment(of: task)],
            "attributes": [["name": "ecs.cpu-architecture", "value": .string(architecture(of: task))]],
        ]
        let moments = [
            "pullStartedAt": task.pullStartedAt, "pullStoppedAt": task.pullStoppedAt, "startedAt": task.startedAt,
            "stoppingAt": task.stoppingAt,
            "executionStoppedAt": task.executionStoppedAt, "stoppedAt": task.stoppedAt,
        ]
        for (name, moment) in moments { fields[name] = moment?.json }
        fields["startedBy"] = task.startedBy.map { .string($0) }
        fields["stopCode"] = task.stopCode.map { .string($0) }
        fields["stoppedReason"] = task.stoppedReason.map { .string($0) }
        fields["ephemeralStorage"] = task.definition.document["ephemeralStorage"] ?? ["sizeInGiB": 20]
        if tagged { fields["tags"] = task.request["tags"] ?? [] }
        return .object(fields)
    }

    private func overrides(of task: TaskState) -> JSONValue {
        var given = task.request["overrides"] ?? [:]
        let names = (given["containerOverrides"]?.array ?? []).compactMap { $0["name"]?.string }
        let others = task.containers.map(\.name).filter { !names.contains($0) }
        given["containerOverrides"] = .array((given["containerOverrides"]?.array ?? []) + others.map { ["name": .string($0)] })
        given["inferenceAcceleratorOverrides"] = []
        return given
    }

    private func architecture(of task: TaskState) -> String { task.definition.platform == "linux/arm64" ? "arm64" : "x86_64" }

    /// The worst of its essential containers.
    private func health(of task: TaskState) -> String {
        let all = task.containers.filter(\.isEssential).map(\.health)
        if all.contains(.unhealthy) { return "UNHEALTHY" }
        let checked = all.filter { $0 != .none }
        return !checked.isEmpty && checked.allSatisfy { $0 == .healthy } ? "HEALTHY" : "UNKNOWN"
    }

    private func describe(_ container: ContainerState, of task: TaskState) -> JSONValue {
        let status = task.phase < .running ? "PENDING" : task.phase == .stopped || container.exitCode != nil ? "STOPPED" : "RUNNING"
        var fields: JSONObject = [
            "containerArn": .string(arn("container/\(Self.lastPart(task.clusterARN))/\(task.id)/\(container.name)")),
            "taskArn": .string(task.arn), "name": .string(container.name), "image": .string(container.image), "lastStatus": .string(status),
            "networkBindings": [], "healthStatus": .string(container.health == .none ? "UNKNOWN" : container.health.rawValue),
            "cpu": .string("\(container.definition["cpu"]?.integer ?? 0)"),
            "networkInterfaces": [["attachmentId": .string(attachmentID(of: task)), "privateIpv4Address": .string(task.address)]],
        ]
        if task.startedAt != nil { fields["runtimeId"] = .string("\(task.id)-\(container.name)") }
        fields["imageDigest"] = container.digest.map { .string($0) }
        fields["exitCode"] = container.exitCode.map { JSONValue($0) }
        fields["reason"] = container.reason.map { .string($0) }
        fields["memory"] = container.definition["memory"]?.integer.map { .string("\($0)") }
        return .object(fields)
    }

    private func attachmentID(of task: TaskState) -> String { "00000000-0000-4000-8000-\(task.id.prefix(12))" }

    private func attachment(of task: TaskState) -> JSONValue {
        let subnet = task.request["networkConfiguration"]?["awsvpcConfiguration"]?["subnets"]?.strings.first
        let status = task.phase < .pending ? "PRECREATED" : task.phase == .stopped ? "DELETED" : "ATTACHED"
        var details: [JSONValue] = [
            ["name": "networkInterfaceId", "value": .string(task.interface)],
            ["name": "privateIPv4Address", "value": .string(task.address)],
        ]
        if let subnet { details.insert(["name": "subnetId", "value": .string(subnet)], at: 0) }
        return [
            "id": .string(attachmentID(of: task)), "type": "ElasticNetworkInterface", "status": .string(status), "details": .array(details),
        ]
    }
}
