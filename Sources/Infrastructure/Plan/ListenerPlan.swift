import Configuration

/// Puts together what the services of a load balancer say of its ports.
struct ListenerPlan {
    let balancer: StackBalancer

    /// By port.
    /// - Throws: ``InfrastructureError`` when two services want the same, and what they say of a port does not fit together.
    func listeners() throws(InfrastructureError) -> [StackListener] {
        var found: [Int: StackListener] = [:]
        for (port, services) in groups(\.listen) { found[port] = try listener(port, services, isTest: false) }
        for (port, services) in groups(\.spec.testListen) {
            if case .services(let entry, let routed, _) = found[port]?.use, let other = entry ?? routed.first {
                throw services[0].error(.portTaken(port, by: other.name))
            }
            found[port] = try listener(
                port, services, isTest: true, others: services.flatMap { found[$0.listen]?.certificates ?? [] })
        }
        // Who asks for the page without TLS is sent to the port with it.
        if let secure = found[443], secure.isSecure, case .services(let entry, let routed, false) = secure.use {
            let services = ([entry].compactMap(\.self) + routed).sorted { $0.name < $1.name }
            if let other = found[80], case .services(let entry, let routed, _) = other.use, let taker = entry ?? routed.first {
                let redirected = services[0]
                throw max(taker.name, redirected.name) == taker.name
                    ? taker.error(.portTaken(80, by: redirected.name)) : redirected.error(.portTaken(80, by: taker.name))
            }
            found[80] = StackListener(port: 80, use: .redirect(to: 443), certificates: [], sources: secure.sources)
        }
        return found.values.sorted { $0.port < $1.port }
    }

    private func groups(_ port: (PublishedService) -> Int?) -> [(Int, [PublishedService])] {
        var groups: [Int: [PublishedService]] = [:]
        for service in balancer.services { if let port = port(service) { groups[port, default: []].append(service) } }
        return groups.sorted { $0.key < $1.key }
    }

    /// - Parameters:
    ///   - services: by name; never empty.
    ///   - others: certificates of the ports at which users reach them.
    private func listener(
        _ port: Int, _ services: [PublishedService], isTest: Bool, others: [String] = []
    ) throws(InfrastructureError) -> StackListener {
        let entries = services.filter { !$0.isRouted }
        if entries.count > 1 { throw entries[1].error(.portTaken(port, by: entries[0].name)) }
        let routed = services.filter(\.isRouted)
        try checkRoutes(routed, port)
        let first = services[0]
        for service in services.dropFirst() where service.spec.allow != first.spec.allow {
            throw service.error(.otherSources(port, of: first.name))
        }
        var certificates: [String] = []
        for certificate in (entries + routed).compactMap(\.spec.certificate) + others where !certificates.contains(certificate) {
            certificates.append(certificate)
        }
        if !certificates.isEmpty, let plain = services.first(where: { $0.spec.scheme == .http }) {
            let other = services.first { $0.spec.certificate != nil }
            throw plain.error(.secured(port, by: other?.name ?? plain.name))
        }
        return StackListener(
            port: port, use: .services(entry: entries.first, routed: routed, isTest: isTest), certificates: certificates,
            sources: first.spec.allow.isEmpty ? nil : first.spec.allow)
    }

    /// Two services that want the same requests, or the same number.
    private func checkRoutes(_ services: [PublishedService], _ port: Int) throws(InfrastructureError) {
        var routes: [Route: String] = [:], priorities: [Int: String] = [:]
        for service in services {
            for route in Route.all(service.spec) {
                if let other = routes.updateValue(service.name, forKey: route) {
                    throw service.error(.routeTaken(route.text, port, by: other))
                }
            }
            let priority = RoutePriority.of(service)
            if let other = priorities.updateValue(service.name, forKey: priority) {
                throw service.error(.priorityTaken(priority, port, by: other))
            }
        }
    }

    /// One host with one path.
    private struct Route: Hashable {
        let host: String?
        let path: String?

        /// Each once.
        static func all(_ spec: LoadBalancerSpec) -> Set<Route> {
            let hosts: [String?] = spec.hosts.isEmpty ? [nil] : spec.hosts.map { $0.lowercased() }
            let paths: [String?] = spec.paths.isEmpty ? [nil] : spec.paths
            return Set(hosts.flatMap { host in paths.map { Route(host: host, path: $0) } })
        }

        var text: String { (host ?? "") + (path ?? "") }
    }
}

extension PublishedService {
    fileprivate func error(_ code: InfrastructureError.Code) -> InfrastructureError {
        InfrastructureError(code, service: name, at: location)
    }
}
