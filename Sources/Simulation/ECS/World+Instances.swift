import JSON

/// Instances of a cluster: one of each processor, with room for whatever comes.
extension World {
    private static let processors = ["x86_64", "arm64"]

    func listContainerInstances(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let cluster = try cluster(input)
        return ["containerInstanceArns": .array(Self.processors.map { .string(arn("container-instance/\(cluster.name)/\($0)")) })]
    }

    func describeContainerInstances(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        _ = try cluster(input)
        let names = input["containerInstances"]?.strings ?? []
        let found = names.filter { Self.processors.contains(Self.lastPart($0)) }
        return [
            "containerInstances": .array(found.map(instance)),
            "failures": .array(names.filter { !found.contains($0) }.map(Self.failure)),
        ]
    }

    private func instance(_ arn: String) -> JSONValue {
        let room: JSONValue = [
            ["name": "CPU", "type": "INTEGER", "integerValue": 196_608, "doubleValue": 0, "longValue": 0],
            ["name": "MEMORY", "type": "INTEGER", "integerValue": 786_432, "doubleValue": 0, "longValue": 0],
        ]
        var fields: JSONObject = [
            "containerInstanceArn": .string(arn), "ec2InstanceId": "i-0123456789abcdef0", "status": "ACTIVE", "agentConnected": true,
            "registeredResources": room, "remainingResources": room, "runningTasksCount": 0, "pendingTasksCount": 0,
            "attributes": [
                ["name": "ecs.cpu-architecture", "value": .string(Self.lastPart(arn))], ["name": "ecs.capability.task-eni"],
            ],
        ]
        fields["capacityProviderName"] = account.capacityProviders.first.map { .string($0) }
        return .object(fields)
    }
}
