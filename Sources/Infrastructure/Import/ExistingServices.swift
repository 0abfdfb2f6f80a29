import AWS
import JSON

/// Services that were made without this program, in the words of `imgship.yaml`.
package struct ExistingServices: Sendable {
    private let client: AWSClient

    package init(_ client: AWSClient) { self.client = client }

    /// The lines of `imgship.yaml` that use what the services of a cluster use: load balancer, roles, network, log groups.
    /// - Parameter names: all of the cluster when there are none.
    /// - Throws: ``ImportError`` for a cluster or service that is not there, `AWSError`.
    package func lines(of names: [String], in cluster: String) async throws -> ExistingSetup {
        let ecs = ECSClient(client)
        guard let found = try await ecs.describeClusters([cluster]).found.first(where: \.isActive) else {
            throw ImportError(.noCluster(cluster, region: client.region.name))
        }
        let all = names.isEmpty ? try await ecs.listServices(in: cluster).map { ARN($0)?.name ?? $0 } : names
        let services = try await ecs.describeServices(all, in: cluster).found.filter(\.isActive).sorted {
            ($0.name ?? "") < ($1.name ?? "")
        }
        let missing = all.filter { name in !services.contains { $0.name == name } }
        guard missing.isEmpty, !services.isEmpty else { throw ImportError(.noServices(missing, cluster: cluster)) }
        var entries: JSONObject = [:]
        var variables: [String: [String]] = [:]
        for service in services {
            guard let name = service.name, let revision = service.taskDefinition else { continue }
            let entry = ExistingService(service, try await ecs.describeTaskDefinition(revision), cluster: found.name ?? cluster)
            entries[name] = .object(entry.fields)
            variables[name] = entry.variables
        }
        let subnets = Set(services.flatMap(\.subnets)).sorted()
        let vpc = subnets.isEmpty ? nil : try await EC2Client(client).describeSubnets(EC2Filter(["subnet-id": subnets])).first?.vpc
        return ExistingSetup(services: entries, variables: variables.filter { !$0.value.isEmpty }, vpc: vpc, subnets: subnets)
    }
}
