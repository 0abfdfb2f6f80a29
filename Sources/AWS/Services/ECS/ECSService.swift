import JSON

/// A service: what is wanted, and the deployments that bring it about.
package struct ECSService: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var arn: String? { string("serviceArn") }
    package var name: String? { string("serviceName") }
    package var clusterARN: String? { string("clusterArn") }
    /// `ACTIVE`, `DRAINING` while it is deleted, `INACTIVE` afterwards.
    package var status: String? { string("status") }
    package var isActive: Bool { status == "ACTIVE" }
    package var createdAt: Double? { time("createdAt") }
    package var tags: [String: String] { tags() }

    package var desiredCount: Int? { integer("desiredCount") }
    package var runningCount: Int? { integer("runningCount") }
    package var pendingCount: Int? { integer("pendingCount") }

    /// ARN of the revision that is wanted.
    package var taskDefinition: String? { string("taskDefinition") }
    /// The deployments of rolling updates, the wanted one first.
    package var deployments: [ECSDeployment] { list("deployments") }
    /// The deployment of what is wanted now.
    package var primary: ECSDeployment? { deployments.first { $0.status == "PRIMARY" } }
    /// ARN of the service deployment that is in progress, or was the last.
    package var currentServiceDeployment: String? { string("currentServiceDeployment") }
    package var currentServiceRevisions: [ServiceRevisionCounts] { list("currentServiceRevisions") }
    /// What ECS says happened: at most 100, newest first.
    package var events: [ECSEvent] { list("events") }
}

extension ECSService {
    package var launchType: String? { string("launchType") }
    package var capacityProviderStrategy: [JSONValue] { json["capacityProviderStrategy"]?.array ?? [] }
    package var platformVersion: String? { string("platformVersion") }
    package var schedulingStrategy: String? { string("schedulingStrategy") }
    /// `ECS`, `CODE_DEPLOY` or `EXTERNAL`; only the first is deployed by updates of the service. AWS leaves it out for `ECS`.
    package var deploymentController: String { json["deploymentController"]?["type"]?.string ?? "ECS" }
    /// `ROLLING`, `BLUE_GREEN`, `LINEAR`, `CANARY`.
    package var deploymentStrategy: String { deploymentConfiguration?["strategy"]?.string ?? "ROLLING" }
    package var deploymentConfiguration: JSONValue? { json["deploymentConfiguration"] }
    package var networkConfiguration: JSONValue? { json["networkConfiguration"] }
    package var subnets: [String] { networkConfiguration?["awsvpcConfiguration"]?["subnets"]?.strings ?? [] }
    package var securityGroups: [String] { networkConfiguration?["awsvpcConfiguration"]?["securityGroups"]?.strings ?? [] }
    package var loadBalancers: [ECSLoadBalancer] { list("loadBalancers") }
    package var serviceRegistries: [JSONValue] { json["serviceRegistries"]?.array ?? [] }
    /// In seconds.
    package var healthCheckGracePeriod: Int? { integer("healthCheckGracePeriodSeconds") }
    package var enableExecuteCommand: Bool { bool("enableExecuteCommand") ?? false }
    package var propagateTags: String? { string("propagateTags") }
    package var roleARN: String? { string("roleArn") }
}
