import Configuration
import Diagnostics

/// A service behind a load balancer of the stack.
struct PublishedService {
    let name: String
    let spec: LoadBalancerSpec
    /// What users reach.
    let listen: Int
    /// What the container listens on.
    let port: Int
    let health: ServiceHealthSpec?
    /// Whether its deployments move traffic from one target group to another.
    let movesTraffic: Bool

    /// Nil for a service without load balancer, and for one with a target group of its own.
    /// - Throws: ``InfrastructureError`` `.noPort`, `.variable`.
    init?(_ name: String, _ service: ServiceSpec) throws(InfrastructureError) {
        guard let spec = service.loadBalancer, spec.targetGroup == nil, let listen = spec.listen else { return nil }
        let container = service.containers.first { $0.name == spec.container } ?? service.containers.first { !$0.spec.ports.isEmpty }
        guard let port = spec.port ?? container?.spec.ports.first(where: { $0.transport == .tcp })?.number else {
            throw InfrastructureError(.noPort, service: name, at: service.origin.location)
        }
        let texts = [spec.certificate].compactMap(\.self) + spec.hosts + spec.paths
        if let text = texts.first(where: { $0.contains("${") }) {
            throw InfrastructureError(.variable(text), service: name, at: service.origin.location)
        }
        (self.name, self.spec, self.listen, self.port, health) = (name, spec, listen, port, container?.spec.health)
        movesTraffic = service.movesTraffic
    }

    var location: SourceLocation { spec.origin.location }

    /// Whether it has but some of the requests to its port: those for its hosts and paths.
    var isRouted: Bool { !spec.hosts.isEmpty || !spec.paths.isEmpty }

    /// What a browser asks for to come to it: a host, nil for that of the load balancer, and the path it begins at.
    ///
    /// Nil where patterns leave the host open.
    var address: (host: String?, path: String)? {
        let host = spec.hosts.first { !RoutePattern.isOpen($0) }
        guard spec.hosts.isEmpty || host != nil else { return nil }
        let path = spec.paths.first.map(RoutePattern.beginning) ?? ""
        return (host, path == "/" ? "" : path)
    }
}

extension ServiceSpec {
    /// The containers of the file, by name; none where the definition is AWS's own JSON.
    var containers: [(name: String, spec: ContainerSpec)] {
        guard case .containers(let containers) = task else { return [] }
        return containers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
