import AWS
import JSON

/// One deployment of one service, told apart from all others of that service.
package struct FollowedDeployment: Sendable, Hashable {
    /// As in the file.
    package let name: String
    package let cluster: String
    package let serviceName: String
    /// `ecs-svc/...`: what its tasks carry.
    package let id: String
    /// When it began, by AWS's clock, in seconds since 1970.
    package let createdAt: Double
    /// ARN of the revision that it brings.
    package let revision: String
    /// ARN of the service deployment, once it is known.
    package var arn: String?
    /// That of the deployment before.
    let previousARN: String?

    /// What an update has started.
    /// - Parameters:
    ///   - service: as ECS answered the update.
    ///   - before: as it was before.
    /// - Returns: nil when the update has started no deployment.
    init?(_ name: String, cluster: String, _ service: ECSService, before: ServiceDefinition?) {
        guard let primary = service.primary ?? service.deployments.first, let id = primary.id else { return nil }
        let old = (before?.fields["deployments"]?.array ?? []).map(ECSDeployment.init).first { $0.status == "PRIMARY" }
        if old?.id == id { return nil }
        let previous = before?.fields["currentServiceDeployment"]?.string
        self.init(name, cluster: cluster, service, primary, id, previous: previous)
    }

    /// What a service is doing at the moment.
    /// - Parameter record: its latest service deployment.
    init?(current service: ECSService, _ record: ServiceDeployment, named name: String, cluster: String) {
        let began = record.createdAt ?? 0
        let own = service.deployments.first { abs(($0.createdAt ?? 0) - began) < 5 } ?? service.primary
        guard let own, let id = own.id else { return nil }
        self.name = name
        self.cluster = cluster
        self.id = id
        serviceName = service.name ?? name
        createdAt = began
        revision = own.taskDefinition ?? service.taskDefinition ?? ""
        previousARN = nil
        arn = record.arn
    }

    private init(_ name: String, cluster: String, _ service: ECSService, _ primary: ECSDeployment, _ id: String, previous: String?) {
        self.name = name
        self.cluster = cluster
        self.id = id
        serviceName = service.name ?? name
        createdAt = primary.createdAt ?? 0
        revision = primary.taskDefinition ?? service.taskDefinition ?? ""
        previousARN = previous
        // The answer to an update may still name the deployment before.
        arn = service.currentServiceDeployment.flatMap { $0 == previous ? nil : $0 }
    }

    /// Whether a service deployment may be this one: both begin in about the same moment.
    func mayBe(_ deployment: ServiceDeployment) -> Bool { deployment.arn != previousARN && distance(to: deployment) < 60 }

    /// Seconds between the beginnings of both.
    func distance(to deployment: ServiceDeployment) -> Double { abs((deployment.createdAt ?? 0) - createdAt) }
}
