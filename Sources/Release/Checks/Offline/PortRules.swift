/// Ports of the containers.
enum PortRules {
    static let all: [ReleaseRule] = [
        .container("port-number") { service, container, subject in
            container.portMappings.flatMap { mapping -> [ReleaseFinding] in
                if let range = mapping.range {
                    return isRange(range) ? [] : [subject.error("'\(range)' is not a range of at most 100 ports")]
                }
                guard let port = mapping.containerPort else { return [subject.error("a port mapping has no 'containerPort'")] }
                guard (1...65535).contains(port) else { return [subject.error("\(port) is not a port")] }
                if !["tcp", "udp"].contains(mapping.transport) {
                    return [subject.error("port \(port): ECS knows tcp and udp, not '\(mapping.transport)'")]
                }
                guard service.task.networkMode == "awsvpc", let host = mapping.hostPort, host != port else { return [] }
                return [subject.error("port \(port): with 'awsvpc' the host port must be the same, not \(host)")]
            }
        },
        .service("port-twice") { service, subject in
            var owners: [String: String] = [:]
            return service.task.containers.flatMap { container in
                container.portMappings.compactMap { mapping -> ReleaseFinding? in
                    guard let port = mapping.containerPort else { return nil }
                    let owner = owners.updateValue(container.name ?? "?", forKey: "\(port)/\(mapping.transport)")
                    guard let owner else { return nil }
                    return subject.error(
                        "port \(port) is used by '\(owner)' too", why: "the containers of a task share one network address",
                        container: container.name)
                }
            }
        },
        .container("port-exposed") { service, container, subject in
            guard let config = container.name.flatMap({ service.images[$0]?.config }), !config.exposedPorts.isEmpty else { return [] }
            let exposed = Set(config.exposedPorts.map { $0.contains("/") ? $0 : $0 + "/tcp" })
            return container.portMappings.compactMap { mapping in
                guard let port = mapping.containerPort, !exposed.contains("\(port)/\(mapping.transport)") else { return nil }
                return subject.warning(
                    "port \(port) is not among those that its image exposes (\(exposed.sorted().joined(separator: ", ")))",
                    why: "nothing may listen there", remedy: "check the 'port' of the service, or the 'expose' of the image")
            }
        },
    ]

    private static func isRange(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let first = parts[0], let last = parts[1] else { return false }
        return (1...65535).contains(first) && first < last && last <= 65535 && last - first < 100
    }
}
