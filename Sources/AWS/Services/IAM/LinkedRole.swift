/// A role that a service of AWS takes itself, and that an account has once: most are made when the service is first used, by whoever may.
/// - Source: IAM User Guide, "Create a service-linked role"; the pages on service-linked roles of each service's guide.
package struct LinkedRole: Hashable, Sendable {
    /// `AWSServiceRoleForECS`
    package let name: String
    /// Whose it is: `ecs.amazonaws.com`.
    package let service: String

    package static let containers = LinkedRole(name: "AWSServiceRoleForECS", service: "ecs.amazonaws.com")
    package static let loadBalancing = LinkedRole(
        name: "AWSServiceRoleForElasticLoadBalancing", service: "elasticloadbalancing.amazonaws.com")
    /// Of Application Auto Scaling, for services of ECS.
    package static let scaling = LinkedRole(
        name: "AWSServiceRoleForApplicationAutoScaling_ECSService", service: "ecs.application-autoscaling.amazonaws.com")

    /// The role in its ARN, behind `role/`.
    package var resource: String { "aws-service-role/\(service)/\(name)" }

    /// Makes it by hand.
    package var command: String { "aws iam create-service-linked-role --aws-service-name \(service)" }
}
