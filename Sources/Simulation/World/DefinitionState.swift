import JSON

/// One revision of a task definition.
final class DefinitionState {
    let family: String
    let revision: Int
    let arn: String
    /// What was registered, with what ECS fills in.
    let document: JSONObject
    let registeredAt: Moment
    var deregisteredAt: Moment?
    var deleteRequestedAt: Moment?

    init(family: String, revision: Int, arn: String, document: JSONObject, registeredAt: Moment) {
        self.family = family
        self.revision = revision
        self.arn = arn
        self.document = document
        self.registeredAt = registeredAt
    }

    var isActive: Bool { deregisteredAt == nil }
    var status: String { isActive ? "ACTIVE" : deleteRequestedAt == nil ? "INACTIVE" : "DELETE_IN_PROGRESS" }
    var containers: [JSONValue] { document["containerDefinitions"]?.array ?? [] }

    /// The container that a script's misfortune happens to: the first that the task cannot do without.
    var firstEssential: String? {
        (containers.first { $0["essential"]?.bool != false } ?? containers.first)?["name"]?.string
    }

    /// `linux/arm64`
    var platform: String {
        let architecture = document["runtimePlatform"]?["cpuArchitecture"]?.string
        return architecture == "ARM64" ? "linux/arm64" : "linux/amd64"
    }

    var json: JSONValue {
        var fields = document
        fields["taskDefinitionArn"] = .string(arn)
        fields["revision"] = JSONValue(revision)
        fields["status"] = .string(status)
        fields["compatibilities"] = ["EC2", "FARGATE"]
        fields["requiresAttributes"] = [["name": "ecs.capability.task-eni"]]
        fields["registeredAt"] = registeredAt.json
        fields["registeredBy"] = "arn:aws:iam::123456789012:user/simulated"
        fields["deregisteredAt"] = deregisteredAt?.json
        fields["deleteRequestedAt"] = deleteRequestedAt?.json
        return .object(fields)
    }
}
