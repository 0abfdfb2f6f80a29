import AWS
import Diagnostics

/// Reads what runs of services, with as few calls for many as for one.
package struct StatusReader: Sendable {
    private let clients: ReleaseClients
    private let reporter: any Reporter
    private let entries: [String]?

    /// - Parameter entries: names of the services that users reach; the others' public addresses are not shown, since only other tasks
    ///   may use their ports. Nil where no file says it: all are shown.
    package init(_ clients: ReleaseClients, reporter: any Reporter, entries: [String]? = nil) {
        self.clients = clients
        self.reporter = reporter
        self.entries = entries
    }

    /// - Returns: in the order of the addresses.
    /// - Throws: `AWSError`; what may not be asked beside the services themselves is left out, with a warning.
    package func read(_ addresses: [ServiceAddress]) async throws -> [ServiceStatus] {
        let services = try await ServiceFinder(ecs: clients.ecs).services(addresses)
        let facts = StatusFacts(
            deployments: try await deployments(of: services.values), definitions: try await definitions(of: services.values),
            tasks: try await tasks(of: services))
        let places = try await ReachablePlaces(clients, reporter, entries: entries).find(services, facts)
        return addresses.map { address in
            ServiceStatus(address: address, found: services[address].map { facts.found($0, address, places) })
        }
    }

    private func deployments(of services: some Sequence<ECSService>) async throws -> [String: ServiceDeployment] {
        let arns = Set(services.compactMap(\.currentServiceDeployment)).sorted()
        let found = try await allowed(reporter, "whether deployments went well") {
            try await clients.ecs.describeServiceDeployments(arns).found
        }
        let pairs = (found ?? []).compactMap { deployment in deployment.arn.map { ($0, deployment) } }
        return Dictionary(pairs) { first, _ in first }
    }

    private func definitions(of services: some Sequence<ECSService>) async throws -> [String: TaskDefinition] {
        try await eachAtOnce(Set(services.compactMap(\.taskDefinition)).sorted()) { arn in
            TaskDefinition(described: try await clients.ecs.describeTaskDefinition(arn).json.object ?? [:])
        }
    }

    private func tasks(of services: [ServiceAddress: ECSService]) async throws -> [ServiceAddress: [ECSTask]] {
        let ecs = clients.ecs
        let addresses = services.keys.sorted { ($0.cluster, $0.serviceName) < ($1.cluster, $1.serviceName) }
        let arns = try await eachAtOnce(addresses) { try await ecs.listTasks(in: $0.cluster, .service($0.serviceName, .running)) }
        var tasks: [ServiceAddress: [ECSTask]] = [:]
        for (cluster, group) in Dictionary(grouping: addresses, by: \.cluster) {
            let found = try await ecs.describeTasks(group.flatMap { arns[$0] ?? [] }, in: cluster).found
            for address in group {
                let own = Set(arns[address] ?? [])
                tasks[address] = found.filter { $0.arn.map(own.contains) ?? false }
            }
        }
        return tasks
    }
}

/// Asks for each of the keys at once.
func eachAtOnce<Key: Hashable & Sendable, Answer: Sendable>(
    _ keys: [Key], _ ask: @escaping @Sendable (Key) async throws -> Answer
) async throws -> [Key: Answer] {
    try await withThrowingTaskGroup(of: (Key, Answer).self) { group in
        for key in keys { group.addTask { (key, try await ask(key)) } }
        return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
}

/// What is asked for; nil, with a warning, for someone who may not ask.
func allowed<Answer>(_ reporter: any Reporter, _ what: String, _ ask: () async throws -> Answer?) async throws -> Answer? {
    do {
        return try await ask()
    } catch let error as AWSError where error.isDenial {
        reporter.warn("\(what) is not known: \(error.summary)", hint: error.hint)
        return nil
    }
}
