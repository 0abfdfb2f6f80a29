import JSON

/// What ECS refuses in a task definition.
/// - Source: the ECS API, `RegisterTaskDefinition` and the types it names.
struct DefinitionRules {
    private let document: JSONObject
    private let containers: [JSONValue]
    private let isFargate: Bool

    init(_ document: JSONObject) {
        self.document = document
        containers = document["containerDefinitions"]?.array ?? []
        isFargate = document["requiresCompatibilities"]?.strings.contains("FARGATE") ?? false
    }

    /// - Throws: the first fault found, as ECS does.
    func check() throws(SimulatedFault) {
        guard let family = document["family"]?.string, World.isName(family) else {
            throw .client("Family contains invalid characters.")
        }
        guard !containers.isEmpty else { throw .client("Container list cannot be empty.") }
        guard containers.count <= 10 else { throw .client("Too many containers.") }
        for container in containers { try check(container) }
        let names = containers.compactMap { $0["name"]?.string }
        guard Set(names).count == names.count else { throw .client("Container names must be unique within a task definition.") }
        guard containers.contains(where: { $0["essential"]?.bool ?? true }) else {
            throw .client("Task definition does not have any essential containers.")
        }
        try checkDependencies()
        try checkPorts()
        try checkVolumes()
        if isFargate { try FargateRules(document, containers).check() }
    }

    private func check(_ container: JSONValue) throws(SimulatedFault) {
        guard let name = container["name"]?.string, World.isName(name) else { throw .client("Container name is invalid.") }
        guard let image = container["image"]?.string, !image.isEmpty else { throw .client("Container.image should not be null or empty.") }
        let variables = (container["environment"]?.array ?? []).compactMap { $0["name"]?.string }
        for secret in container["secrets"]?.array ?? [] {
            let key = secret["name"]?.string ?? ""
            guard !variables.contains(key) else {
                throw .client(
                    "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '\(key)'."
                )
            }
        }
        try checkNumber(container["memory"], "memory", 6...Int.max)
        try checkNumber(container["stopTimeout"], "stopTimeout", 0...(isFargate ? 120 : Int.max))
        try checkHealth(container["healthCheck"])
    }

    private func checkHealth(_ check: JSONValue?) throws(SimulatedFault) {
        guard let check else { return }
        guard let word = check["command"]?.strings.first, ["CMD", "CMD-SHELL", "NONE"].contains(word) else {
            throw .client("Health check command must start with CMD or CMD-SHELL.")
        }
        try checkNumber(check["interval"], "Health check interval", 5...300)
        try checkNumber(check["timeout"], "Health check timeout", 2...60)
        try checkNumber(check["retries"], "Health check retries", 1...10)
        try checkNumber(check["startPeriod"], "Health check startPeriod", 0...300)
    }

    private func checkNumber(_ value: JSONValue?, _ name: String, _ range: ClosedRange<Int>) throws(SimulatedFault) {
        guard let number = value?.integer, !range.contains(number) else { return }
        let upper = range.upperBound == .max ? "more" : "\(range.upperBound)"
        throw .client("\(name) must be between \(range.lowerBound) and \(upper).")
    }

    private func checkDependencies() throws(SimulatedFault) {
        var waits: [String: [String]] = [:]
        for container in containers {
            for dependency in container["dependsOn"]?.array ?? [] {
                let name = dependency["containerName"]?.string ?? "", condition = dependency["condition"]?.string ?? ""
                guard let other = containers.first(where: { $0["name"]?.string == name }) else {
                    throw .client("Container '\(name)' in dependsOn does not exist.")
                }
                if ["COMPLETE", "SUCCESS"].contains(condition), other["essential"]?.bool ?? true {
                    throw .client("Essential container '\(name)' cannot be waited for with condition \(condition).")
                }
                if condition == "HEALTHY", other["healthCheck"] == nil {
                    throw .client("Container '\(name)' has no health check to be waited for.")
                }
                waits[container["name"]?.string ?? "", default: []].append(name)
            }
        }
        // Taking away what waits for nothing leaves the cycles.
        while let free = waits.first(where: { $0.value.allSatisfy { waits[$0] == nil } }) { waits[free.key] = nil }
        guard waits.isEmpty else { throw .client("Cycle found in container dependencies.") }
    }

    private func checkPorts() throws(SimulatedFault) {
        var used: Set<String> = []
        let isAWSVPC = document["networkMode"]?.string == "awsvpc"
        for port in containers.flatMap({ $0["portMappings"]?.array ?? [] }) {
            guard let number = port["containerPort"]?.integer else { continue }
            guard (1...65_535).contains(number) else { throw .client("Invalid port \(number).") }
            guard isAWSVPC else { continue }
            guard port["hostPort"]?.integer ?? number == number || port["hostPort"]?.integer == 0 else {
                throw .client("When networkMode=awsvpc, the host ports and container ports in port mappings must match.")
            }
            guard used.insert("\(number)/\(port["protocol"]?.string ?? "tcp")").inserted else {
                throw .client("Container port \(number) is used more than once.")
            }
        }
    }

    private func checkVolumes() throws(SimulatedFault) {
        let volumes = (document["volumes"]?.array ?? []).compactMap { $0["name"]?.string }
        for mount in containers.flatMap({ $0["mountPoints"]?.array ?? [] }) {
            let name = mount["sourceVolume"]?.string ?? ""
            guard volumes.contains(name) else { throw .client("Unknown volume '\(name)'.") }
        }
    }
}
