import JSON

extension World {
    func createCluster(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let name = input["clusterName"]?.string ?? "default"
        guard Self.isName(name) else { throw .parameter("Invalid cluster name") }
        if clusters[name] == nil { clusters[name] = ClusterState(name: name, arn: arn("cluster/\(name)")) }
        return ["cluster": clusters[name].map { describe($0) } ?? .null]
    }

    func describeClusters(_ input: JSONValue) -> JSONObject {
        let names = input["clusters"]?.strings ?? ["default"]
        let found = names.compactMap { clusters[Self.lastPart($0)] }
        let missing = names.filter { clusters[Self.lastPart($0)] == nil }
        return [
            "clusters": .array(found.map { describe($0) }),
            "failures": .array(missing.map { Self.failure($0.hasPrefix("arn:") ? $0 : arn("cluster/\($0)")) }),
        ]
    }

    private func describe(_ cluster: ClusterState) -> JSONValue {
        let own = services.filter { $0.cluster.name == cluster.name }
        let tasks = own.flatMap(\.tasks) + oneOffTasks.filter { $0.clusterARN == cluster.arn }
        return [
            "clusterArn": .string(cluster.arn), "clusterName": .string(cluster.name), "status": "ACTIVE",
            "registeredContainerInstancesCount": 0, "runningTasksCount": JSONValue(tasks.filter { $0.phase == .running }.count),
            "pendingTasksCount": JSONValue(tasks.filter { $0.phase < .running }.count),
            "activeServicesCount": JSONValue(own.filter { $0.status == "ACTIVE" }.count), "statistics": [], "tags": [], "settings": [],
            "capacityProviders": JSONValue(["FARGATE", "FARGATE_SPOT"] + account.capacityProviders), "defaultCapacityProviderStrategy": [],
        ]
    }
}
