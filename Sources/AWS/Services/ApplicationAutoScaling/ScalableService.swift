import JSON

/// An ECS service as Application Auto Scaling names it.
package struct ScalableService: Hashable, Sendable {
    /// The name, not the ARN.
    package let cluster: String
    package let service: String

    package init(cluster: String, service: String) {
        self.cluster = cluster
        self.service = service
    }

    /// `service/main/backend`
    package var resourceID: String { "service/\(cluster)/\(service)" }

    static let dimension = "ecs:service:DesiredCount"

    var parameters: JSONObject {
        ["ServiceNamespace": "ecs", "ResourceId": .string(resourceID), "ScalableDimension": .string(Self.dimension)]
    }
}
