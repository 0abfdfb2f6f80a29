import AWS
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
    /// How far the deployment of all this is.
    package var rollout = RunningRollout.settled

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
    /// The deployments that it lists.
    private var deployments: [ECSDeployment] { (service.fields["deployments"]?.array ?? []).map(ECSDeployment.init) }
    /// ARN of the revision that is being replaced; nil when none is.
    package var replacedRevision: String? { deployments.first { $0.status != "PRIMARY" }?.taskDefinition }
    /// Whether its deployment is the one that it was made with.
    package var isFirst: Bool {
        guard deployments.count == 1, let made = ECSService(.object(service.fields)).createdAt else { return false }
        return deployments[0].createdAt.map { abs($0 - made) < 5 } ?? false
    }
    /// Whether tags can be set on it: those of before 2018's long ARNs, which hold no cluster, bear none.
    /// - Source: ECS's developer guide, "Amazon Resource Names (ARNs) and IDs": tagging needs the long format.
    package var bearsTags: Bool {
        service.fields["serviceArn"]?.string.map { $0.split(separator: "/").count > 2 } ?? true
    }
    /// Tasks that are wanted now, whoever decided so.
    package var desired: Int { service.desired ?? 0 }
}
