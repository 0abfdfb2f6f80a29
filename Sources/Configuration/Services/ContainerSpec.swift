import Diagnostics

/// One container of a task.
package struct ContainerSpec: Sendable, Equatable {
    package enum Condition: String, Sendable, CaseIterable {
        case start, complete, success, healthy
    }

    package var image: ImageSelection?
    package var ports: [ExposedPort]
    package var env: [String: String]
    package var secrets: [String: SecretReference]
    package var health: ServiceHealthSpec?
    package var entrypoint: [String]?
    package var command: [String]?
    package var user: String?
    package var workdir: String?
    /// 2 to 120 seconds.
    package var startTimeout: Duration?
    /// 2 to 120 seconds.
    package var stopTimeout: Duration?
    package var readOnlyRoot: Bool?
    /// Whether a small init process runs as process 1.
    package var initProcess: Bool?
    package var mounts: [MountSpec]
    package var logs: LogSpec?
    /// In CPU units and MiB, of the task's; only in `containers`.
    package var cpu: Int?
    package var memory: Int?
    package var memoryReservation: Int?
    /// Whether the task ends with it; true unless given.
    package var essential: Bool
    /// Containers of the same task that must have come so far first.
    package var dependsOn: [String: Condition]
    package let origin: Origin

    /// What a service with an `image` says of its one container.
    static let ownKeys = [
        "port", "ports", "env", "secrets", "health", "entrypoint", "command", "user", "workdir", "start-timeout", "stop-timeout",
        "read-only-root", "init", "mounts", "logs",
    ]
    static let keys = Keys(
        "a container", definition: "container",
        ["image"] + ownKeys + ["cpu", "memory", "memory-reservation", "essential", "depends-on"])

    init?(map node: Node, images: [String], _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        if !fields.has("image") { reading.report(node, "'image' is missing: name one of 'images:', or a reference with its tag") }
        self.init(fields, images: images, reading)
        cpu = fields.read("cpu", reading.cpuUnits)
        memory = fields.read("memory", reading.mebibytes)
        memoryReservation = fields.read("memory-reservation", reading.mebibytes)
        essential = fields.read("essential", reading.boolean) ?? true
        dependsOn = fields.read("depends-on", reading.dependencies) ?? [:]
        if let memory, let memoryReservation, memory <= memoryReservation {
            reading.report(fields.place("memory-reservation"), "'memory-reservation' must be less than 'memory' (\(memory))")
        }
    }

    /// Reads the keys that a service and a container share.
    init?(_ fields: Fields, images: [String], _ reading: Reading) {
        origin = reading.origin(fields.node)
        image = fields.read("image") { reading.image($0, images: images) }
        let readPorts = { (node: Node) in reading.oneOrMore(node, "a port or a list of ports", { ExposedPort($0, reading) }) }
        fields.exclusive("port", "ports")
        ports = fields.read("port") { ExposedPort($0, reading).map { [$0] } } ?? fields.read("ports", readPorts) ?? []
        reading.unique(fields["ports"], "port")
        env = fields.read("env", reading.variables) ?? [:]
        secrets = fields.read("secrets", reading.secrets) ?? [:]
        health = fields.read("health") { ServiceHealthSpec($0, reading) }
        entrypoint = fields.read("entrypoint", reading.texts)
        command = fields.read("command", reading.texts)
        user = fields.read("user", reading.runUser)
        workdir = fields.read("workdir", reading.containerPath)
        startTimeout = fields.read("start-timeout") { reading.duration($0, .seconds(2) ... .seconds(120)) }
        stopTimeout = fields.read("stop-timeout") { reading.duration($0, .seconds(2) ... .seconds(120)) }
        readOnlyRoot = fields.read("read-only-root", reading.boolean)
        initProcess = fields.read("init", reading.boolean)
        mounts = fields.read("mounts") { reading.list($0, "a list of mounts") { MountSpec($0, reading) } } ?? []
        logs = fields.read("logs") { LogSpec($0, reading) }
        essential = true
        dependsOn = [:]
        for name in secrets.keys.sorted() where env[name] != nil {
            reading.report(
                fields["secrets"]?[name]?.keyPlace ?? fields.node.place,
                "'\(name)' is both in 'env' and in 'secrets': keep the one in 'secrets'")
        }
    }

    /// What only all containers of a task together can tell.
    static func checkTogether(_ containers: [String: ContainerSpec], _ node: Node, _ reading: Reading) {
        if node.keyNames.isEmpty { reading.report(node, "'containers' is empty: give at least one") }
        var users: [ExposedPort: String] = [:]
        for name in node.keyNames {
            guard let container = containers[name], let place = node[name]?.keyPlace else { continue }
            for port in container.ports {
                if let other = users[port] {
                    reading.report(place, "containers '\(other)' and '\(name)' both use port \(port), but a task has one network address")
                }
                users[port] = name
            }
            for (other, condition) in container.dependsOn.sorted(by: { $0.key < $1.key }) {
                checkDependency(
                    of: name, on: other, condition, containers, at: node[name]?.value["depends-on"]?.value[other]?.keyPlace ?? place,
                    reading)
            }
        }
        if !containers.isEmpty, !containers.values.contains(where: \.essential) {
            reading.report(node, "at least one of the containers must be essential")
        }
        for cycle in Cycle.all(in: containers.mapValues { $0.dependsOn.keys.sorted() }) {
            reading.report(node[cycle[0]]?.keyPlace ?? node.place, "the order of containers is a cycle: \(cycle.joined(separator: " -> "))")
        }
    }

    private static func checkDependency(
        of name: String, on other: String, _ condition: Condition, _ containers: [String: ContainerSpec], at place: Place,
        _ reading: Reading
    ) {
        guard let target = containers[other] else {
            return reading.unknown("container", other, at: place, among: containers.keys.filter { $0 != name })
        }
        switch condition {
        case .start: break
        case .healthy where target.health?.test == nil:
            reading.report(place, "'\(other): healthy' needs a 'health' with a 'command' or 'shell' in container '\(other)'")
        case .complete where target.essential, .success where target.essential:
            reading.report(
                place, "'\(other): \(condition.rawValue)' needs 'essential: false' in container '\(other)', or the task ends with it")
        default: break
        }
    }
}
