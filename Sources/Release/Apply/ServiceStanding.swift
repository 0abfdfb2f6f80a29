import AWS

/// Where a service is at this moment: what it wants, and its newest deployment.
struct ServiceStanding: Sendable {
    let service: ECSService
    /// Nil for a service without service deployments, and for someone who may not ask for them.
    let newest: ServiceDeployment?
    private let address: ServiceAddress

    /// - Returns: nil when there is no such service.
    init?(of address: ServiceAddress, _ ecs: ECSClient) async throws {
        guard let found = try await ecs.describeServices([address.serviceName], in: address.cluster).found.first, found.isActive else {
            return nil
        }
        service = found
        self.address = address
        do {
            newest = try await ecs.listServiceDeployments(of: address.serviceName, in: address.cluster, limit: 1).first
        } catch let error as AWSError where error.isDenial {
            newest = nil
        }
    }

    /// The newest deployment, to be followed.
    var deployment: FollowedDeployment? {
        guard let newest else { return FollowedDeployment(address.name, cluster: address.cluster, service, before: nil) }
        return FollowedDeployment(current: service, newest, named: address.name, cluster: address.cluster)
    }

    var isOver: Bool { newest?.status?.isFinal ?? (service.primary?.rolloutState != "IN_PROGRESS") }
}
