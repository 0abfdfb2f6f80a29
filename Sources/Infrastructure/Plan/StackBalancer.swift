import Configuration

/// A load balancer of the stack: one for users, and one for those inside where a service asks for that.
struct StackBalancer {
    let isInternal: Bool
    /// By name; never empty.
    let services: [PublishedService]

    static func all(_ plan: StackPlan) -> [StackBalancer] {
        [false, true].compactMap { isInternal in
            let services = plan.published.filter { $0.spec.isInternal == isInternal }
            return services.isEmpty ? nil : StackBalancer(isInternal: isInternal, services: services)
        }
    }

    var id: String { isInternal ? "InternalLoadBalancer" : "LoadBalancer" }
    var securityGroup: String { id + "SecurityGroup" }

    /// Connections are shared: the service that needs most time has it. In seconds.
    var idle: Int { services.map { $0.spec.idle.map { Int($0.components.seconds) } ?? 60 }.max() ?? 60 }

    /// Who may come unless the file says otherwise: anyone, or whoever has a private address.
    /// - Source: RFC 1918, 3.
    var sources: [String] { isInternal ? ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] : ["0.0.0.0/0"] }

    /// By port.
    /// - Throws: ``InfrastructureError`` when services do not agree on a port.
    func listeners() throws(InfrastructureError) -> [StackListener] { try ListenerPlan(balancer: self).listeners() }
}
