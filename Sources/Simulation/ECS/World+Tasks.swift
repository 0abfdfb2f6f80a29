import JSON

extension World {
    func runTask(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let cluster = try cluster(input)
        guard let definition = definitions.find(input["taskDefinition"]?.string ?? "") else {
            throw .parameter("TaskDefinition not found.")
        }
        guard definition.isActive else { throw .parameter("TaskDefinition is inactive") }
        let count = input["count"]?.integer ?? 1
        guard (1...10).contains(count) else { throw .parameter("Count must be between 1 and 10.") }
        try ServiceRules(self, definition).check(input.object ?? [:])
        let names = definition.containers.compactMap { $0["name"]?.string }
        for override in input["overrides"]?["containerOverrides"]?.array ?? [] {
            let name = override["name"]?.string ?? ""
            guard names.contains(name) else {
                throw .parameter("Override for container named \(name) is not a container in the TaskDefinition.")
            }
        }
        if case .cannotBePlaced(let reason) = scenario.oneOff.outcome {
            return ["tasks": [], "failures": [["arn": .string(cluster.arn), "reason": .string(reason)]]]
        }
        let trouble = naturalTrouble(of: definition, input.object ?? [:]).map { TaskScript($0) }
        var start = TaskStart(
            definition: definition, script: trouble ?? scenario.oneOff, clusterARN: cluster.arn, arnPrefix: arn("task/\(cluster.name)/"),
            group: input["group"]?.string ?? "family:\(definition.family)")
        start.startedBy = input["startedBy"]?.string
        start.request = input.object ?? [:]
        // The same token again is the same call again.
        let token = input["clientToken"]?.string
        let earlier = oneOffTasks.filter { token != nil && $0.request["clientToken"]?.string == token }
        let started = earlier.isEmpty ? (0..<count).map { _ in makeTask(start) } : earlier
        if earlier.isEmpty { oneOffTasks += started }
        return ["tasks": .array(started.map { describe($0, tagged: true) }), "failures": []]
    }

    func stopTask(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let cluster = try cluster(input)
        let name = input["task"]?.string ?? ""
        guard let (task, service) = findTask(name, in: cluster) else { throw .parameter("The referenced task was not found.") }
        stop(task, "UserInitiated", input["reason"]?.string ?? CannedWords.taskStopped, of: service)
        if let service { wake(service, at: now) }
        return ["task": describe(task, tagged: false)]
    }

    func listTasks(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let cluster = try cluster(input)
        if let name = input["serviceName"]?.string, findService(name, in: cluster) == nil { throw .serviceNotFound }
        let wantsStopped = input["desiredStatus"]?.string == "STOPPED"
        let startedBy = input["startedBy"]?.string, family = input["family"]?.string
        let service = input["serviceName"]?.string.map { "service:\(Self.lastPart($0))" }
        if startedBy != nil, service != nil || family != nil { throw .parameter("startedBy must be the only filter.") }
        func isFound(_ task: TaskState) -> Bool {
            guard task.isWanted != wantsStopped, (startedBy ?? task.startedBy) == task.startedBy else { return false }
            return (family ?? task.definition.family) == task.definition.family && (service ?? task.group) == task.group
        }
        let found = tasks(in: cluster).map(\.0).filter(isFound)
        return try Self.page(found.map { .string($0.arn) }, as: "taskArns", input)
    }

    func describeTasks(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let cluster = try cluster(input)
        let names = input["tasks"]?.strings ?? []
        guard (1...100).contains(names.count) else { throw .parameter("Tasks must have between 1 and 100 elements.") }
        let isTagged = input["include"]?.strings.contains("TAGS") ?? false
        var found: [JSONValue] = [], failures: [JSONValue] = []
        for name in names {
            if let (task, _) = findTask(name, in: cluster) {
                found.append(describe(task, tagged: isTagged))
            } else {
                failures.append(Self.failure(name.hasPrefix("arn:") ? name : arn("task/\(cluster.name)/\(name)")))
            }
        }
        return ["tasks": .array(found), "failures": .array(failures)]
    }

    private func tasks(in cluster: ClusterState) -> [(TaskState, ServiceState?)] {
        let own = services.filter { $0.cluster.name == cluster.name }
        return own.flatMap { service in service.tasks.map { ($0, service) } }
            + oneOffTasks.filter { $0.clusterARN == cluster.arn }.map { ($0, nil) }
    }

    private func findTask(_ name: String, in cluster: ClusterState) -> (TaskState, ServiceState?)? {
        let id = Self.lastPart(name)
        return tasks(in: cluster).first { $0.0.id == id }
    }
}
