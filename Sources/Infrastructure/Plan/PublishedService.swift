import Configuration

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
        let location = service.origin.location
        guard let port = spec.port ?? container?.spec.ports.first(where: { $0.transport == .tcp })?.number else {
            throw InfrastructureError(.noPort, service: name, at: location)
        }
        if let certificate = spec.certificate, certificate.contains("${") {
            throw InfrastructureError(.variable(certificate), service: name, at: location)
        }
        (self.name, self.spec, self.listen, self.port, health) = (name, spec, listen, port, container?.spec.health)
        movesTraffic = service.movesTraffic
    }

    var scheme: String { spec.certificate == nil ? "http" : "https" }

    /// Who asks for the page without TLS is sent to the port with it.
    var isRedirectedFrom80: Bool { spec.certificate != nil && listen == 443 }

    var listeningPorts: [Int] { (isRedirectedFrom80 ? [80, listen] : [listen]) + [spec.testListen].compactMap(\.self) }
}

extension ServiceSpec {
    /// The containers of the file, by name; none where the definition is AWS's own JSON.
    var containers: [(name: String, spec: ContainerSpec)] {
        guard case .containers(let containers) = task else { return [] }
        return containers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
