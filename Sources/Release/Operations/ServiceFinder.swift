import AWS
import Diagnostics

/// Looks services up where they are said to be.
struct ServiceFinder: Sendable {
    let ecs: ECSClient

    /// A service that is there.
    /// - Throws: ``ServiceMissing``, with the nearest name of the cluster; `AWSError`.
    func service(_ address: ServiceAddress) async throws -> ECSService {
        if let found = try await ecs.describeServices([address.serviceName], in: address.cluster).found.first(where: \.isActive) {
            return found
        }
        let known = (try? await ecs.listServices(in: address.cluster)) ?? []
        let near = NearestName.suggestion(for: address.serviceName, among: known.map(DeploymentWatch.shortName))
        throw ServiceMissing(service: address.serviceName, cluster: address.cluster, hint: near.map { "did you mean '\($0)'?" })
    }

    /// Those of the services that are there, asked for together; none of a cluster that is not there.
    func services(_ addresses: [ServiceAddress]) async throws -> [ServiceAddress: ECSService] {
        var found: [ServiceAddress: ECSService] = [:]
        for (cluster, group) in Dictionary(grouping: addresses, by: \.cluster).sorted(by: { $0.key < $1.key }) {
            let services: [ECSService]
            do {
                services = try await ecs.describeServices(Set(group.map(\.serviceName)).sorted(), in: cluster).found.filter(\.isActive)
            } catch let error as AWSError where error.isNotFound {
                continue
            }
            for address in group { found[address] = services.first { $0.name == address.serviceName } }
        }
        return found
    }

    /// The definition of the revision that a service wants.
    func definition(of service: ECSService) async throws -> TaskDefinition {
        TaskDefinition(described: try await ecs.describeTaskDefinition(service.taskDefinition ?? "").json.object ?? [:])
    }
}
