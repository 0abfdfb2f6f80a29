/// What runs of one service, and where it can be reached.
package struct ServiceStatus: Sendable, Hashable {
    package let address: ServiceAddress
    /// Nil for a service that is not there.
    package let found: Found?

    package struct Found: Sendable, Hashable {
        /// ARN of the task definition that is wanted.
        package let revision: String
        package let images: [DeployedImage]
        package let desired: Int
        package let running: Int
        package let pending: Int
        /// The last, or the one under way; nil for a service that someone else deploys.
        package let deployment: Deployment?
        /// Nil when nobody looks at the health of its tasks.
        package let health: Health?
        /// Of the load balancer, else of a task with a public address.
        package let urls: [String]
    }

    package struct Deployment: Sendable, Hashable {
        /// Of the service deployment; nil where ECS names none.
        package let arn: String?
        package let state: DeploymentState
        package let reason: String?
        /// When it began, or ended if it has; seconds since 1970.
        package let since: Double?
        /// Where it moves traffic: ECS's name for the stage, percent of the traffic that the new tasks have, and a pause.
        package var stage: String?
        package var traffic: Double?
        package var pause: RolloutPause?
    }

    /// How many of those that somebody looks at are well.
    package struct Health: Sendable, Hashable {
        package let healthy: Int
        package let total: Int
        package let judge: Judge

        package enum Judge: String, Sendable {
            case loadBalancer = "load-balancer"
            case container
        }
    }
}
