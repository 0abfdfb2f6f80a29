/// A deployment of a service, over or under way.
package struct PastDeployment: Sendable, Hashable {
    package let arn: String
    package let state: DeploymentState
    /// `ROLLING`, `BLUE_GREEN`, `LINEAR`, `CANARY`.
    package let strategy: String
    /// ARN of the task definition that it brought; nil when ECS does not know it any more.
    package let revision: String?
    package let images: [DeployedImage]
    /// Seconds since 1970.
    package let startedAt: Double?
    /// Nil while it is under way.
    package let finishedAt: Double?
    /// Why it ended as it did, in ECS's words; nil for one that went well.
    package let reason: String?
}
