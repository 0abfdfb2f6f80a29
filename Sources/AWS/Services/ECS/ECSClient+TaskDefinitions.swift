import HTTP
import JSON

extension ECSClient {
    /// - Parameter name: a family (its latest active revision), `family:revision`, or an ARN.
    package func describeTaskDefinition(_ name: String) async throws -> ECSTaskDefinition {
        let answer = try await caller.call("DescribeTaskDefinition", ["taskDefinition": .string(name), "include": ["TAGS"]])
        return try taskDefinition(answer, "DescribeTaskDefinition")
    }

    /// Makes a new revision of the family.
    ///
    /// Sent again after a lost answer it may leave a revision that nothing uses, and that is all it may do.
    /// - Parameter definition: the whole request in AWS's own keys, `tags` included; keys unknown here are sent as they are.
    package func registerTaskDefinition(_ definition: JSONObject) async throws -> ECSTaskDefinition {
        try taskDefinition(await caller.call("RegisterTaskDefinition", definition), "RegisterTaskDefinition")
    }

    /// The ARNs of a family's revisions, newest first.
    package func listTaskDefinitions(
        family: String, _ status: ECSTaskDefinition.Status = .active, limit: Int = .max
    ) async throws -> [String] {
        let parameters: JSONObject = [
            "familyPrefix": .string(family), "status": .string(status.rawValue), "sort": "DESC",
            "maxResults": .integer(Int64(min(100, limit))),
        ]
        return try await caller.items("taskDefinitionArns", of: "ListTaskDefinitions", parameters, limit: limit).compactMap(\.string)
    }

    /// Makes a revision inactive: what runs goes on, nothing new can be deployed from it, a rollback to it neither.
    package func deregisterTaskDefinition(_ name: String) async throws -> ECSTaskDefinition {
        try taskDefinition(
            await caller.call("DeregisterTaskDefinition", ["taskDefinition": .string(name)]), "DeregisterTaskDefinition")
    }

    /// Deletes inactive revisions for ever.
    package func deleteTaskDefinitions(_ names: [String]) async throws -> ECSFindings<ECSTaskDefinition> {
        try await describe("taskDefinitions", by: "DeleteTaskDefinitions", "taskDefinitions", names, limit: 10)
    }

    private func taskDefinition(_ answer: JSONValue, _ action: String) throws(AWSError) -> ECSTaskDefinition {
        guard let definition = answer["taskDefinition"] else { throw caller.missing("taskDefinition", action) }
        return ECSTaskDefinition(definition, tags: Tags.read(answer["tags"]))
    }
}
