import JSON

extension World {
    func registerTaskDefinition(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        var document = input.object ?? [:]
        let newTags = document.removeValue(forKey: "tags")?.array ?? []
        try DefinitionRules(document).check()
        document = DefinitionDefaults.filled(document)
        let family = document["family"]?.string ?? ""
        let revision = definitions.nextRevision(of: family)
        let definition = DefinitionState(
            family: family, revision: revision, arn: arn("task-definition/\(family):\(revision)"), document: document, registeredAt: now)
        definitions.add(definition)
        if !newTags.isEmpty { tags[definition.arn] = newTags }
        return ["taskDefinition": definition.json, "tags": .array(newTags)]
    }

    func describeTaskDefinition(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        guard let found = definitions.find(input["taskDefinition"]?.string ?? "") else {
            throw .client("Unable to describe task definition.")
        }
        var answer: JSONObject = ["taskDefinition": found.json]
        if input["include"]?.strings.contains("TAGS") ?? false { answer["tags"] = .array(tags[found.arn] ?? []) }
        return answer
    }

    func listTaskDefinitions(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let status = input["status"]?.string ?? "ACTIVE", family = input["familyPrefix"]?.string
        let found = definitions.all.filter { $0.status == status && (family ?? $0.family) == $0.family }
        let sorted = input["sort"]?.string == "DESC" ? found.reversed() : found
        return try Self.page(sorted.map { .string($0.arn) }, as: "taskDefinitionArns", input)
    }

    func deregisterTaskDefinition(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let name = input["taskDefinition"]?.string ?? ""
        guard Self.lastPart(name).contains(":") else { throw .client("Task definition revision is required.") }
        guard let found = definitions.find(name) else { throw .client("The specified task definition does not exist.") }
        found.deregisteredAt = found.deregisteredAt ?? now
        return ["taskDefinition": found.json]
    }

    func deleteTaskDefinitions(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let names = input["taskDefinitions"]?.strings ?? []
        guard (1...10).contains(names.count) else { throw .parameter("Task definitions must have between 1 and 10 elements.") }
        var deleted: [JSONValue] = [], failures: [JSONValue] = []
        for name in names {
            guard let found = definitions.find(name) else {
                failures.append(Self.failure(name))
                continue
            }
            guard !found.isActive else {
                let reason: JSONValue =
                    "The specified task definition is still in ACTIVE status. Please deregister the target and try again."
                failures.append(["arn": .string(found.arn), "reason": reason])
                continue
            }
            found.deleteRequestedAt = found.deleteRequestedAt ?? now
            deleted.append(found.json)
        }
        return ["taskDefinitions": .array(deleted), "failures": .array(failures)]
    }

    /// The revision a service is to run.
    func usableDefinition(_ name: String?) throws(SimulatedFault) -> DefinitionState {
        guard let name, let found = definitions.find(name) else { throw .client("TaskDefinition not found.") }
        guard found.isActive else { throw .client("TaskDefinition is inactive") }
        return found
    }
}
