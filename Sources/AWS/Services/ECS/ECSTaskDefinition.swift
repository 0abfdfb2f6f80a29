import JSON

/// A revision of a task definition, with its tags, which AWS answers beside it.
package struct ECSTaskDefinition: JSONAnswer {
    package let json: JSONValue
    package let tags: [String: String]

    package init(_ json: JSONValue) { self.init(json, tags: [:]) }

    package init(_ json: JSONValue, tags: [String: String]) {
        self.json = json
        self.tags = tags
    }

    package enum Status: String, Sendable {
        case active = "ACTIVE"
        case inactive = "INACTIVE"
        case deleteInProgress = "DELETE_IN_PROGRESS"
    }

    /// With the revision at its end.
    package var arn: String? { string("taskDefinitionArn") }
    package var family: String? { string("family") }
    package var revision: Int? { integer("revision") }
    package var status: Status? { string("status").flatMap(Status.init) }
    package var registeredAt: Double? { time("registeredAt") }
    package var registeredBy: String? { string("registeredBy") }
    package var containers: [ECSContainerDefinition] { list("containerDefinitions") }
    package var cpu: String? { string("cpu") }
    package var memory: String? { string("memory") }
    package var taskRoleARN: String? { string("taskRoleArn") }
    package var executionRoleARN: String? { string("executionRoleArn") }
    package var networkMode: String? { string("networkMode") }
    package var requiresCompatibilities: [String] { strings("requiresCompatibilities") }
    /// `X86_64` when nothing else is said.
    package var cpuArchitecture: String { json["runtimePlatform"]?["cpuArchitecture"]?.string ?? "X86_64" }

    /// What only describes a revision, and RegisterTaskDefinition refuses.
    /// - Source: botocore's model, TaskDefinition without the members of RegisterTaskDefinition's request.
    package static let describing: Set = [
        "taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy",
        "deregisteredAt", "deleteRequestedAt",
    ]

    /// The request that registers the same once more: all keys but those that only describe, tags included.
    package var registration: JSONObject {
        var request = (json.object ?? [:]).filter { !Self.describing.contains($0.key) }
        if !tags.isEmpty { request["tags"] = Tags.list(tags) }
        return request
    }
}
