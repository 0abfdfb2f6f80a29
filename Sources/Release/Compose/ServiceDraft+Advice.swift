import Configuration
import Diagnostics

/// What the file says and definitions no longer show.
extension ServiceDraft {
    mutating func advise(on service: ServiceDefinition) {
        if isLeftBehind {
            warn(
                "network-left", "its tasks stay in the subnets that it has, which are not those of the stack",
                why: "it is not in the stack's own cluster", remedy: "give 'network: {subnets: [...], security-groups: [...]}'")
        }
        guard case .containers(let containers) = spec.task else { return }
        for server in composer.connect.serversUsed(by: name) where !spec.after.contains(server) {
            warn(
                "service-connect-order", "it calls '\(server)' by name, but 'after' does not hold it",
                why: "tasks know only the names that exist when they start", remedy: "add 'after: [\(server)]'")
        }
        for (container, health) in containers.compactMapValues(\.health).sorted(by: { $0.key < $1.key }) {
            let isAsked = spec.loadBalancer != nil && spec.loadBalancer.map { $0.container ?? container } == container
            let hasOwn = health.test != nil || images[container]?.config?.healthcheck?.test.count ?? 0 > 1
            guard health.path != nil, !isAsked, !hasOwn else { continue }
            warn(
                "health-unasked", container: container, "nobody asks for the path of its 'health'",
                why: "only a load balancer does", remedy: "give a 'command' that ECS can run in the container")
        }
    }

    private mutating func warn(_ rule: String, container: String? = nil, _ what: String, why: String, remedy: String) {
        findings.append(
            ReleaseFinding(
                .warning, rule, service: name, container: container, what, why: why, remedy: remedy,
                at: container.map { place(of: $0) } ?? spec.origin.location))
    }
}
