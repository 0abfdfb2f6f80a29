/// A target group behind a listener of a load balancer.
package struct SimulatedTargetGroup: Hashable, Sendable {
    package var name: String
    /// In place of the one that the name makes in this account.
    package var arn: String?
    package var port: Int
    /// Nil for a group that no listener sends anyone to.
    package var listenerPort: Int? = 80
    package var loadBalancer: String
    package var path = "/"
    /// Seconds between checks.
    package var interval = 10
    package var healthyThreshold = 2
    package var unhealthyThreshold = 3
    /// Seconds that a target is drained for.
    package var deregistrationDelay = 30

    package init(_ name: String, port: Int, loadBalancer: String = "demo") {
        self.name = name
        self.port = port
        self.loadBalancer = loadBalancer
    }
}
