/// One thing that is known to go wrong, and how to tell before it does.
package struct ReleaseRule: Sendable {
    /// As `--json` names it.
    package let name: String
    /// Everything it has against a service.
    let findings: @Sendable (ComposedService, String) -> [ReleaseFinding]

    init(_ name: String, _ findings: @escaping @Sendable (ComposedService, String) -> [ReleaseFinding]) {
        self.name = name
        self.findings = findings
    }

    /// A rule about each container by itself.
    static func container(
        _ name: String, _ findings: @escaping @Sendable (ComposedService, ContainerDefinition, Subject) -> [ReleaseFinding]
    ) -> ReleaseRule {
        ReleaseRule(name) { service, rule in
            service.task.containers.flatMap { findings(service, $0, Subject(service, rule, container: $0.name)) }
        }
    }

    /// A rule about the task, the service or several containers together.
    static func service(
        _ name: String, _ findings: @escaping @Sendable (ComposedService, Subject) -> [ReleaseFinding]
    ) -> ReleaseRule {
        ReleaseRule(name) { service, rule in findings(service, Subject(service, rule)) }
    }
}

/// What findings are about: fills in service, container and place.
struct Subject: Sendable {
    private let service: String
    private let container: String?
    private let rule: String
    private let places: ComposedService.Places

    init(_ service: ComposedService, _ rule: String, container: String? = nil) {
        self.service = service.name
        self.container = container
        self.rule = rule
        places = service.places
    }

    func error(_ what: String, why: String? = nil, remedy: String? = nil, container: String? = nil) -> ReleaseFinding {
        finding(.error, what, why, remedy, container)
    }

    func warning(_ what: String, why: String? = nil, remedy: String? = nil, container: String? = nil) -> ReleaseFinding {
        finding(.warning, what, why, remedy, container)
    }

    private func finding(
        _ severity: ReleaseFinding.Severity, _ what: String, _ why: String?, _ remedy: String?, _ container: String?
    ) -> ReleaseFinding {
        let container = container ?? self.container
        let place = container.flatMap { places.containers[$0] } ?? places.service
        return ReleaseFinding(severity, rule, service: service, container: container, what, why: why, remedy: remedy, at: place)
    }
}
