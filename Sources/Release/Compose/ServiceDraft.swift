import Configuration
import Diagnostics
import JSON

/// One service while it is put together.
struct ServiceDraft {
    let name: String
    let spec: ServiceSpec
    let composer: ReleaseComposer
    var findings: [ReleaseFinding] = []
    /// What is known of the images, by container.
    var images: [String: ResolvedImage] = [:]

    init(name: String, spec: ServiceSpec, composer: ReleaseComposer) {
        self.name = name
        self.spec = spec
        self.composer = composer
    }

    var destination: Destination { composer.destination }
    var facts: ReleaseFacts { composer.facts }
    var running: RunningService? { facts.running[name].flatMap { $0.isActive ? $0 : nil } }
    var stageTags: [String: String] {
        var tags = ["imgship:project": destination.project, "imgship:service": name]
        tags["imgship:environment"] = destination.environment
        return tags.merging(spec.tags) { _, own in own }
    }

    mutating func compose() throws -> ComposedService {
        var task = try self.task()
        let service = try self.service(of: task)
        // A file of AWS's own decides on its tags itself; ours are added.
        let tags = stageTags.merging(composer.provenance.tags) { own, _ in own }
        let present = Set((task.fields["tags"]?.array ?? []).compactMap { $0["key"]?.string })
        task.fields["tags"] = .array((task.fields["tags"]?.array ?? []) + Self.tags(tags.filter { !present.contains($0.key) }))
        advise(on: service)
        var places = ComposedService.Places(service: spec.origin.location)
        if case .containers(let containers) = spec.task { places.containers = containers.mapValues(\.origin.location) }
        return ComposedService(
            name: name, cluster: service.cluster ?? destination.cluster, serviceName: service.name ?? name, task: task, service: service,
            running: running, images: images, after: spec.after, scaling: spec.scaling, beforeRelease: spec.beforeRelease,
            findings: findings, places: places)
    }

    mutating func report(
        _ rule: String, container: String? = nil, _ what: String, why: String? = nil, remedy: String? = nil,
        at location: SourceLocation? = nil
    ) {
        findings.append(
            ReleaseFinding(
                .error, rule, service: name, container: container, what, why: why, remedy: remedy,
                at: location ?? spec.origin.location))
    }

    /// A text with what `${stack:...}` and `${service:...}` stand for.
    mutating func expand(_ text: String, container: String? = nil) -> String {
        guard text.contains("${") else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            let inside = rest[start.upperBound..<end]
            result += rest[..<start.lowerBound]
            result += value(of: inside, container: container) ?? "${\(inside)}"
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private mutating func value(of inside: Substring, container: String?) -> String? {
        let parts = inside.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "stack":
            if let value = facts.outputs[parts[1]] { return value }
            let near = NearestName.suggestion(for: parts[1], among: facts.outputs.keys.sorted())
            report(
                "stack-output", container: container, "the stack has no output '\(parts[1])'",
                remedy: near.map { "did you mean '\($0)'?" }
                    ?? "`imgship infra apply` prints the outputs of the stack; or write the value itself")
        case "service":
            if let address = composer.connect.address(of: parts[1]) { return address }
            let near = NearestName.suggestion(for: parts[1], among: composer.connect.names)
            report(
                "service-reference", container: container, "there is no service '\(parts[1])' with a port",
                remedy: near.map { "did you mean '\($0)'?" })
        default: break
        }
        return nil
    }

    /// Tags as ECS lists them, by key.
    static func tags(_ tags: [String: String]) -> [JSONValue] {
        tags.sorted { $0.key < $1.key }.map { .object(["key": .string($0.key), "value": .string($0.value)]) }
    }
}
