/// What AWS lets an account do in a region: so many calls at once, and so many a second in the long run.
struct Pace: Hashable, Sendable {
    /// Calls of one group share one allowance.
    let group: String
    let burst: Double
    let rate: Double

    private init(_ group: String, _ burst: Double, _ rate: Double) {
        self.group = group
        self.burst = burst
        self.rate = rate
    }

    /// The pace of a call.
    init(of call: AWSCall) {
        switch call.service {
        case .ecs: self = Self.ecs(call.action)
        case .cloudWatchLogs where call.action == "GetLogEvents": self.init("logs:read", 10, 10)
        case .cloudWatchLogs where call.action == "FilterLogEvents": self.init("logs:search", 5, 5)
        case .iam where call.action == "SimulatePrincipalPolicy": self.init("iam:simulate", 5, 1)
        case .applicationAutoScaling, .cloudFormation, .cloudWatch, .elbv2, .iam: self.init(call.service.policyName, 10, 5)
        // No figures, or far beyond what a release asks: slower only when AWS says so.
        default: self.init(call.service.policyName, 50, 20)
        }
    }

    /// - Source: Amazon ECS API Reference, "Request throttling for the Amazon ECS API".
    private static func ecs(_ action: String) -> Pace {
        switch action {
        case "RegisterTaskDefinition", "DeregisterTaskDefinition": Pace("ecs:register", 20, 1)
        case "DeleteTaskDefinitions": Pace("ecs:delete-revisions", 5, 1)
        case "DescribeTaskDefinition", "ListTaskDefinitions": Pace("ecs:read-revisions", 50, 20)
        case "CreateService", "UpdateService", "DeleteService": Pace("ecs:change-services", 50, 5)
        case "DescribeServices", "ListServices": Pace("ecs:read-services", 100, 20)
        case "DescribeServiceDeployments", "ListServiceDeployments": Pace("ecs:read-deployments", 50, 20)
        case "DescribeServiceRevisions": Pace("ecs:read-service-revisions", 50, 20)
        case "DescribeTasks", "ListTasks": Pace("ecs:read-tasks", 100, 20)
        case "RunTask", "StopTask": Pace("ecs:run-tasks", 100, 40)
        case "TagResource", "UntagResource", "ListTagsForResource": Pace("ecs:tags", 20, 10)
        // No figures: as the most careful of the reads.
        default: Pace("ecs:others", 20, 5)
        }
    }
}
