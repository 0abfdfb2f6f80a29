import Configuration

/// A service whose tasks users reach themselves, at public addresses.
struct OpenService {
    let name: String
    /// TCP, sorted; never empty.
    let ports: [Int]
    /// Blocks of addresses that may come; nil for anyone.
    let sources: [String]?
}

extension StackPlan {
    /// Those without a load balancer that no other service or container asks; none where there is a load balancer. By name.
    var openServices: [OpenService] {
        guard services.allSatisfy({ $0.spec.loadBalancer == nil }), !hasPrivateSubnets else { return [] }
        return services.compactMap { name, spec in
            // Tasks on instances have no public address; in groups of their own the stack has no say.
            guard connect.endpoint(of: name) == nil, spec.network?.publicIP != false, spec.isOnFargate,
                spec.network?.securityGroups.isEmpty ?? true
            else { return nil }
            let ports = Set(Self.ports(spec).filter(Self.isForOthers(spec))).sorted()
            let sources = spec.network?.allow ?? []
            return ports.isEmpty ? nil : OpenService(name: name, ports: ports, sources: sources.isEmpty ? nil : sources)
        }
    }

    /// Whether the tasks are in private subnets of a network that is there already.
    var hasPrivateSubnets: Bool {
        if case .existing(let spec?) = infra.vpc { return !spec.taskSubnets.isEmpty }
        return false
    }

    /// Whether any task listens.
    var hasPorts: Bool { services.contains { !Self.ports($0.spec).isEmpty } }

    /// Services behind a load balancer that exists already, whose tasks are in the stack's security group. By name.
    var borrowers: [String] {
        services.filter { $0.spec.loadBalancer?.targetGroup != nil && $0.spec.network?.securityGroups.isEmpty ?? true }.map(\.name)
    }

    /// The parameter for the security group of such a load balancer.
    func borrowedGroup(_ name: String) -> String { id(name, "SourceSecurityGroup") }

    private static func ports(_ service: ServiceSpec) -> [Int] {
        service.containers.flatMap { $0.spec.ports.filter { $0.transport == .tcp }.map(\.number) }
    }

    /// Whether a port is for more than the other containers of its task, which ask at localhost.
    private static func isForOthers(_ service: ServiceSpec) -> (Int) -> Bool {
        let words = service.containers.flatMap { $0.spec.env.values.flatMap { $0.split { "/?#,; ".contains($0) } } }
        return { port in !words.contains { $0 == "localhost:\(port)" || $0 == "127.0.0.1:\(port)" } }
    }
}
