/// What a network has to have for the tasks and load balancers of a project.
struct NetworkDemand: Equatable {
    /// A load balancer is in two zones at least, and takes one subnet of each.
    let hasBalancer: Bool
    /// Users come from outside: to a load balancer, or to the tasks themselves.
    let isOpen: Bool

    /// Addresses that a subnet of a load balancer has to have left.
    /// - Source: Elastic Load Balancing, "Subnets for your Application Load Balancer".
    static let balancerAddresses = 8

    init(hasBalancer: Bool, isOpen: Bool) {
        self.hasBalancer = hasBalancer
        self.isOpen = isOpen
    }

    init(_ plan: StackPlan) {
        // In private subnets of their own inner ones ask nothing of the others.
        let balancers = StackBalancer.all(plan).filter { !$0.isInternal || !plan.hasPrivateSubnets }
        self.init(hasBalancer: !balancers.isEmpty, isOpen: balancers.contains { !$0.isInternal } || !plan.openServices.isEmpty)
    }

    var zones: Int { hasBalancer ? 2 : 1 }
    var addresses: Int { hasBalancer ? Self.balancerAddresses : 1 }
}
