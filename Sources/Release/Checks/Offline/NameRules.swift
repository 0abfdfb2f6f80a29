/// Names as ECS takes them.
/// - Source: ECS API model, `family`, `serviceName`, `name` and `PortMapping.name`.
enum NameRules {
    static let all: [ReleaseRule] = [
        .service("family-name") { service, subject in
            guard let family = service.task.family else { return [subject.error("its task definition has no 'family'")] }
            return isName(family) ? [] : [subject.error("'\(family)' is not a family: \(rule)", remedy: "give the service a 'family'")]
        },
        .service("service-name") { service, subject in
            isName(service.serviceName) ? [] : [subject.error("'\(service.serviceName)' is not the name of a service: \(rule)")]
        },
        .service("container-name") { service, subject in
            var seen: Set<String> = []
            return service.task.containers.flatMap { container -> [ReleaseFinding] in
                guard let name = container.name else { return [subject.error("one of its containers has no 'name'")] }
                if !seen.insert(name).inserted { return [subject.error("two of its containers are called '\(name)'")] }
                return isName(name) ? [] : [subject.error("'\(name)' is not the name of a container: \(rule)")]
            }
        },
        .service("port-name") { service, subject in
            var seen: Set<String> = []
            return service.task.containers.flatMap { container in
                container.portMappings.compactMap(\.name).flatMap { name -> [ReleaseFinding] in
                    if !seen.insert(name).inserted { return [subject.error("two ports are called '\(name)'", container: container.name)] }
                    if isPortName(name) { return [] }
                    return [
                        subject.error(
                            "'\(name)' is not the name of a port: use up to 64 lower-case letters, digits, '-' and '_'",
                            container: container.name)
                    ]
                }
            }
        },
    ]

    private static let rule = "use up to 255 letters, digits, '-' and '_'"

    static func isName(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count) && text.utf8.allSatisfy { isWord($0, upper: true) }
    }

    private static func isPortName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && !text.hasPrefix("-") && text.utf8.allSatisfy { isWord($0, upper: false) }
    }

    private static func isWord(_ byte: UInt8, upper: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): upper
        default: false
        }
    }
}
