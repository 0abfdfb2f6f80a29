import JSON

/// A service as it is now: what `DescribeServices` and `DescribeTaskDefinition` answered.
package struct RunningService: Sendable, Hashable {
    package var service: ServiceDefinition
    /// Of the revision that its primary deployment runs.
    package var task: TaskDefinition
    /// The ARN of that revision.
    package var revision: String?
    /// Whether Application Auto Scaling decides on its number of tasks.
    package var isScaled: Bool
    /// What is known of that; nil when nobody looked.
    package var scaling: RunningScaling?

    /// - Parameters:
    ///   - description: one of the `services` of `DescribeServices`, asked with `TAGS`.
    ///   - task: the `taskDefinition` of `DescribeTaskDefinition`.
    ///   - isScaled: whether there is a scalable target for it.
    ///   - scaling: what that target and its policies say.
    package init(description: JSONObject, task: JSONObject, isScaled: Bool = false, scaling: RunningScaling? = nil) {
        var fields = description
        let deployments = description["deployments"]?.array ?? []
        // What a deployment carries is not repeated beside it.
        if let primary = deployments.first(where: { $0["status"]?.string == "PRIMARY" }) ?? deployments.first {
            for key in ["serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations"] where fields[key] == nil {
                fields[key] = primary[key]
            }
        }
        service = ServiceDefinition(fields)
        self.task = TaskDefinition(described: task)
        revision = task["taskDefinitionArn"]?.string ?? description["taskDefinition"]?.string
        self.isScaled = isScaled
        self.scaling = scaling
    }

    /// Whether it still exists: a deleted service is described for a while.
    package var isActive: Bool { service.fields["status"]?.string ?? "ACTIVE" == "ACTIVE" }
    /// Tasks that are wanted now, whoever decided so.
    package var desired: Int { service.desired ?? 0 }
}
