/// What a target group is, as `DescribeTargetGroups` answers.
package struct TargetGroupFacts: Sendable, Hashable {
    package var name: String
    /// `ip`, `instance`, `lambda` or `alb`.
    package var targetType: String
    package var port: Int?
    package var vpc: String?
    /// ARNs of those with a listener that sends to it.
    package var loadBalancers: [String]

    package init(name: String, targetType: String, port: Int?, vpc: String?, loadBalancers: [String]) {
        self.name = name
        self.targetType = targetType
        self.port = port
        self.vpc = vpc
        self.loadBalancers = loadBalancers
    }
}

/// What a subnet is, as `DescribeSubnets`, `DescribeRouteTables` and `DescribeVpcEndpoints` answer.
package struct SubnetFacts: Sendable, Hashable {
    /// Where its default route leads.
    package enum Route: Sendable {
        /// An internet gateway: only for tasks with a public IP.
        case internet
        /// A NAT gateway, a transit gateway or the like.
        case translated
        case none
    }

    package var id: String
    package var vpc: String
    package var zone: String?
    package var route: Route
    /// Whether its VPC has endpoints for ECR, so that no way out is needed.
    package var hasRegistryEndpoints: Bool

    package init(id: String, vpc: String, zone: String?, route: Route, hasRegistryEndpoints: Bool = false) {
        self.id = id
        self.vpc = vpc
        self.zone = zone
        self.route = route
        self.hasRegistryEndpoints = hasRegistryEndpoints
    }

    func canReachRegistry(withPublicIP hasPublicIP: Bool) -> Bool {
        hasRegistryEndpoints || route == .translated || route == .internet && hasPublicIP
    }
}
