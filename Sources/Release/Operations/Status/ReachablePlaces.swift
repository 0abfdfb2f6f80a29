import AWS
import Diagnostics

/// Finds where services can be reached, and what load balancers think of them.
struct ReachablePlaces: Sendable {
    private let clients: ReleaseClients
    private let reporter: any Reporter
    /// Names of those whose public addresses are of use; nil for all.
    private let entries: [String]?

    struct Found: Sendable {
        var urls: [ServiceAddress: [String]] = [:]
        var health: [ServiceAddress: ServiceStatus.Health] = [:]
    }

    init(_ clients: ReleaseClients, _ reporter: any Reporter, entries: [String]?) {
        self.clients = clients
        self.reporter = reporter
        self.entries = entries
    }

    func find(_ services: [ServiceAddress: ECSService], _ facts: StatusFacts) async throws -> Found {
        var found = Found()
        let groups = services.mapValues { $0.loadBalancers.flatMap(\.targetGroupARNs) }.filter { !$0.value.isEmpty }
        let known = Set(groups.values.joined()).sorted()
        let urls = try await allowed(reporter, "where load balancers are") { try await balancerURLs(known) } ?? [:]
        let health = try await allowed(reporter, "what load balancers think of tasks") { try await targetHealth(known) } ?? [:]
        for (address, own) in groups {
            // Both target groups of one that moves traffic may be behind one listener.
            found.urls[address] = own.flatMap { urls[$0] ?? [] }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            found.health[address] = Self.health(own.flatMap { health[$0] ?? [] })
        }
        let others = services.filter { groups[$0.key] == nil && entries?.contains($0.key.name) != false }
        let open = try await allowed(reporter, "at which public addresses tasks are") { try await publicURLs(others, facts) } ?? [:]
        return Found(urls: found.urls.merging(open) { $1 }, health: found.health)
    }

    // MARK: Load balancers

    /// URLs by target group.
    private func balancerURLs(_ groups: [String]) async throws -> [String: [String]] {
        let found = try await clients.loadBalancing.describeTargetGroups(groups) ?? []
        var urls: [String: [String]] = [:]
        for balancer in try await clients.loadBalancing.describeLoadBalancers(Set(found.flatMap(\.loadBalancerARNs)).sorted()) ?? [] {
            guard let arn = balancer.arn, let host = balancer.host else { continue }
            let own = Set(found.filter { $0.loadBalancerARNs.contains(arn) }.compactMap(\.arn))
            for listener in try await clients.loadBalancing.describeListeners(of: arn) {
                guard let place = ListenerPlace(listener, of: host) else { continue }
                let first = own.intersection(listener.defaultActions.flatMap(\.targetGroupARNs))
                for group in first { urls[group, default: []].append(place.url) }
                for (group, url) in try await routes(of: listener, place, own.subtracting(first)) {
                    urls[group, default: []].append(url)
                }
            }
        }
        return urls
    }

    /// URLs of target groups that a listener sends requests to by its rules, which are asked for only for those.
    private func routes(
        of listener: Listener, _ place: ListenerPlace, _ groups: Set<String>
    ) async throws -> [(group: String, url: String)] {
        guard let arn = listener.arn, !groups.isEmpty else { return [] }
        let rules = try await clients.loadBalancing.describeRules(of: arn).filter { !$0.isDefault }
        return rules.flatMap { rule in
            Set(rule.actions.flatMap(\.targetGroupARNs)).intersection(groups).sorted().compactMap { group in
                place.url(hosts: rule.hosts, paths: rule.paths).map { (group, $0) }
            }
        }
    }

    private func targetHealth(_ groups: [String]) async throws -> [String: [TargetHealth]] {
        let balancing = clients.loadBalancing
        return try await eachAtOnce(groups) { try await balancing.describeTargetHealth(of: $0) }
    }

    /// Targets on their way out do not count.
    private static func health(_ targets: [TargetHealth]) -> ServiceStatus.Health {
        let counted = targets.filter { $0.state != "draining" && $0.state != "unused" }
        return ServiceStatus.Health(healthy: counted.filter(\.isHealthy).count, total: counted.count, judge: .loadBalancer)
    }

    // MARK: Public addresses

    /// URLs of services whose tasks have public addresses: of their first task, at the first port.
    private func publicURLs(_ services: [ServiceAddress: ECSService], _ facts: StatusFacts) async throws -> [ServiceAddress: [String]] {
        var interfaces: [ServiceAddress: [String]] = [:]
        for address in services.keys { interfaces[address] = (facts.tasks[address] ?? []).compactMap(\.networkInterface) }
        // Several of each: a task that is ending may have lost its address already. EC2 takes 200 values.
        let asked = interfaces.values.flatMap { $0.prefix(5) }.sorted().prefix(200)
        if asked.isEmpty { return [:] }
        // Not by id: one that has gone meanwhile would be an error for all.
        let found = try await clients.network.describeNetworkInterfaces(EC2Filter(["network-interface-id": Array(asked)]))
        var urls: [ServiceAddress: [String]] = [:]
        for (address, own) in interfaces {
            let known = own.lazy.compactMap { id in found.first { $0.id == id }?.publicAddress }
            guard let ip = known.first, let port = facts.port(of: services[address]?.taskDefinition) else { continue }
            urls[address] = ["http://\(ip)" + (port == 80 ? "" : ":\(port)")]
        }
        return urls
    }
}

extension StatusFacts {
    /// The first port that a container of the revision has.
    fileprivate func port(of revision: String?) -> Int? {
        revision.flatMap { definitions[$0] }?.containers.lazy.flatMap(\.portMappings).compactMap(\.containerPort).first
    }
}
