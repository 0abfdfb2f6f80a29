import Configuration

/// What was looked up for a release, by the names that the file uses; what is missing here is refused by the checks.
package struct ReleaseFacts: Sendable {
    package var images: [ImageSelection: ResolvedImage] = [:]
    /// Full ARNs of secrets, with the six characters at their end, by name.
    package var secrets: [String: String] = [:]
    /// Outputs of the project's stack, for `${stack:NAME}`.
    package var outputs: [String: String] = [:]
    /// ARNs of target groups, by service.
    package var targetGroups: [String: String] = [:]
    /// What deployments that move traffic stand on, by service.
    package var shifting: [String: ShiftingFacts] = [:]
    /// The ARN of the role with which ECS starts tasks, for services that name none.
    package var executionRole: String?
    /// ARNs of the roles that tasks have, by service, for services that name none.
    package var taskRoles: [String: String] = [:]
    /// Where tasks are, for services that say nothing.
    package var network: TaskNetwork?
    /// Who may reach the tasks, by service, where that is not what ``network`` says.
    package var securityGroups: [String: [String]] = [:]
    /// The Cloud Map namespace of services that name none; nil: the cluster's own default.
    package var namespace: String?
    /// What runs now, by service; a service that is missing will be made.
    package var running: [String: RunningService] = [:]

    package init() {}

    /// Where the tasks of a service are that says nothing.
    func network(of service: String) -> TaskNetwork? {
        var network = network
        if let groups = securityGroups[service] { network?.securityGroups = groups }
        return network
    }
}

/// The addresses of tasks.
package struct TaskNetwork: Sendable, Hashable {
    package var subnets: [String]
    package var securityGroups: [String]
    package var publicIP: Bool

    package init(subnets: [String], securityGroups: [String], publicIP: Bool) {
        self.subnets = subnets
        self.securityGroups = securityGroups
        self.publicIP = publicIP
    }
}
