import Configuration

/// Which services are reached by name: those that ask for it, and those whose name stands in another one's environment.
package struct ConnectGraph: Sendable {
    /// How a service is reached.
    package struct Endpoint: Sendable, Hashable {
        package let host: String
        /// Under that name; the container may listen on another.
        package let hostPort: Int
        package let port: ExposedPort
        package let container: String
        /// Of the port, in the task definition.
        package var portName: String { "port-\(port.number)" }
    }

    private let endpoints: [String: Endpoint]
    private let servers: Set<String>
    /// Servers by the services that name them.
    private let uses: [String: Set<String>]

    package init(_ services: [String: ServiceSpec]) {
        let endpoints = Dictionary(
            uniqueKeysWithValues: services.compactMap { name, spec in Self.endpoint(name, spec).map { (name, $0) } })
        let uses = services.mapValues { spec -> Set<String> in
            guard case .containers(let containers) = spec.task else { return [] }
            let values = containers.values.flatMap(\.env.values)
            return Set(endpoints.filter { server in values.contains { Self.value($0, names: server.key, server.value) } }.keys)
        }.reduce(into: [:]) { $0[$1.key] = $1.value.subtracting([$1.key]) }
        self.endpoints = endpoints
        self.uses = uses
        servers = Set(uses.values.joined()).union(services.filter { $0.value.serviceConnect != nil }.keys)
    }

    /// Services with a port, sorted.
    package var names: [String] { endpoints.keys.sorted() }

    /// `host:port` of a service with a port.
    package func address(of name: String) -> String? { endpoints[name].map { "\($0.host):\($0.hostPort)" } }

    /// How a service is reached by others; nil when none reaches it.
    package func endpoint(of name: String) -> Endpoint? { servers.contains(name) ? endpoints[name] : nil }

    /// The services that one names, sorted.
    package func serversUsed(by name: String) -> [String] { (uses[name] ?? []).sorted() }

    /// Whether a service takes part, as either side.
    package func includes(_ name: String) -> Bool { servers.contains(name) || uses[name]?.isEmpty == false }

    private static func endpoint(_ name: String, _ spec: ServiceSpec) -> Endpoint? {
        guard case .containers(let containers) = spec.task else { return nil }
        let candidates = containers.filter { !$0.value.ports.isEmpty }.sorted { $0.key < $1.key }
        let chosen = candidates.first { $0.key == spec.loadBalancer?.container } ?? candidates.first
        guard let chosen, let port = chosen.value.ports.first(where: { $0.transport == .tcp }) else { return nil }
        return Endpoint(
            host: spec.serviceConnect?.alias ?? name, hostPort: spec.serviceConnect?.port ?? port.number, port: port, container: chosen.key)
    }

    /// Whether a value names a server: `${service:backend}`, `http://backend:8000/...` or `backend:8000`.
    private static func value(_ value: String, names name: String, _ endpoint: Endpoint) -> Bool {
        if value.contains("${service:\(name)}") { return true }
        let address = "\(endpoint.host):\(endpoint.hostPort)"
        if value == address { return true }
        var rest = value[...]
        while let found = rest.firstRange(of: "://") {
            rest = rest[found.upperBound...]
            let authority = rest.prefix { !"/?#,; ".contains($0) }
            let host = authority.split(separator: "@").last ?? authority
            if host == endpoint.host || host == address { return true }
        }
        return false
    }
}
