import JSON

/// Service Connect: the names under which services reach each other.
enum ConnectRules {
    static let all: [ReleaseRule] = [
        .service("service-connect") { service, subject in
            let connect = service.service?.connect
            guard connect?["enabled"]?.bool == true else { return [] }
            let names = Set(service.task.containers.flatMap { $0.portMappings.compactMap(\.name) })
            let wanted = (connect?["services"]?.array ?? []).compactMap { $0["portName"]?.string }
            return wanted.filter { !names.contains($0) }.map {
                subject.error(
                    "Service Connect names the port '\($0)', which no container has", remedy: "give one of its port mappings that name")
            }
        },
        .service("service-connect-network") { service, subject in
            guard service.service?.connect?["enabled"]?.bool == true, service.task.networkMode == "host" else { return [] }
            return [subject.error("Service Connect does not work with the network mode 'host'")]
        },
    ]
}
