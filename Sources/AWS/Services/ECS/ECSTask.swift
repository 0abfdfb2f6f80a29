import JSON

/// A task: containers that run together, or ran.
package struct ECSTask: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    /// What ECS wants a task to be.
    package enum Wanted: String, Sendable {
        case running = "RUNNING"
        case stopped = "STOPPED"
    }

    package var arn: String? { string("taskArn") }
    /// The last part of the ARN, which log streams are named by.
    package var id: String? { arn.flatMap { $0.split(separator: "/").last.map(String.init) } }
    package var taskDefinitionARN: String? { string("taskDefinitionArn") }
    /// The id of the deployment that started it, or what RunTask was given.
    package var startedBy: String? { string("startedBy") }
    /// `service:backend`, `family:migrate`.
    package var group: String? { string("group") }
    package var launchType: String? { string("launchType") }
    package var capacityProvider: String? { string("capacityProviderName") }
    package var availabilityZone: String? { string("availabilityZone") }
    package var tags: [String: String] { tags() }
    package var containers: [ECSContainer] { list("containers") }

    /// `PROVISIONING`, `PENDING`, `ACTIVATING`, `RUNNING`, `DEACTIVATING`, `STOPPING`, `DEPROVISIONING`, `STOPPED`, `DELETED`.
    package var lastStatus: String? { string("lastStatus") }
    package var desiredStatus: String? { string("desiredStatus") }
    package var isStopped: Bool { lastStatus == "STOPPED" }
    /// `HEALTHY`, `UNHEALTHY`, `UNKNOWN`.
    package var healthStatus: String? { string("healthStatus") }
    /// `TaskFailedToStart`, `EssentialContainerExited`, `UserInitiated`, `ServiceSchedulerInitiated`, `SpotInterruption`, ...
    package var stopCode: String? { string("stopCode") }
    package var stoppedReason: String? { string("stoppedReason") }

    /// All in seconds since 1970.
    package var createdAt: Double? { time("createdAt") }
    package var startedAt: Double? { time("startedAt") }
    package var pullStartedAt: Double? { time("pullStartedAt") }
    package var pullStoppedAt: Double? { time("pullStoppedAt") }
    package var stoppingAt: Double? { time("stoppingAt") }
    package var stoppedAt: Double? { time("stoppedAt") }
}

extension ECSTask {
    /// The elastic network interface of a task with a network of its own; its public address is known to EC2.
    package var networkInterface: String? { detail("networkInterfaceId") }
    package var privateIPv4Address: String? { detail("privateIPv4Address") }
    package var subnet: String? { detail("subnetId") }

    private func detail(_ name: String) -> String? {
        let attachments = json["attachments"]?.array ?? []
        let details = attachments.filter { $0["type"]?.string == "ElasticNetworkInterface" }.flatMap { $0["details"]?.array ?? [] }
        return details.first { $0["name"]?.string == name }?["value"]?.string
    }
}
