/// An entry of `services:`: what runs on ECS.
///
/// Parsed and checked here as far as one file can tell; the rules of Fargate are the release's.
package struct ServiceSpec: Sendable, Equatable {
    /// Where the task's definition comes from.
    package enum Task: Sendable, Equatable {
        /// The containers of the file, by name; a service with `image` has one container of its own name.
        case containers([String: ContainerSpec])
        /// A JSON file of `RegisterTaskDefinition`, relative to the file; `images` replace those of its containers.
        case definition(path: String, images: [String: ImageSelection])
    }

    package enum Architecture: String, Sendable, CaseIterable {
        case amd64, arm64
    }

    package enum LaunchType: String, Sendable, CaseIterable {
        case fargate, ec2
    }

    package var task: Task
    /// A JSON file of `CreateService`, relative to the file.
    package var serviceDefinition: String?
    package var family: String?
    package var cluster: String?
    /// In CPU units, 1024 a vCPU; nil: as in the running task definition.
    package var cpu: Int?
    /// In MiB; nil: as in the running task definition.
    package var memory: Int?
    package var architecture: Architecture?
    /// In GiB.
    package var ephemeralStorage: Int?
    package var taskRole: String?
    package var executionRole: String?
    /// What the stack's own task role gets beside what imgship gives it.
    package var taskPolicies: [PolicySource]
    /// The same for the role with which ECS starts tasks, which the services of a stack share.
    package var executionPolicies: [PolicySource]
    package var launchType: LaunchType?
    package var capacity: [CapacitySpec]
    package var platformVersion: String?
    package var network: NetworkSpec?
    package var loadBalancer: LoadBalancerSpec?
    package var serviceConnect: ServiceConnectSpec?
    package var volumes: [String: VolumeSpec]
    package var deployment: DeploymentSpec?
    package var scaling: ScalingSpec?
    package var desired: Int?
    /// Services that must be up before this one, in the order of the file.
    package var after: [String] { afterOrigins.map(\.name) }
    package var beforeRelease: ReleaseTaskSpec?
    /// Whether commands may be run in its tasks (ECS Exec).
    package var exec: Bool?
    package var tags: [String: String]
    package let origin: Origin
    let afterOrigins: [NamedOrigin]

    /// The keys of the service itself; those of its one container follow when it has an `image`.
    static let ownKeys = [
        "image", "containers", "task-definition", "service-definition", "family", "cluster", "cpu", "memory", "architecture",
        "ephemeral-storage", "task-role", "execution-role", "launch-type", "capacity", "platform-version", "network", "load-balancer",
        "service-connect", "volumes", "deployment", "scaling", "desired", "after", "before-release", "exec", "tags",
    ]
    package static let keys = Keys("a service", definition: "service", ownKeys + ContainerSpec.ownKeys)

    static let allKeys: [Keys] = [
        keys, ContainerSpec.keys, ServiceHealthSpec.keys, SecretReference.keys, LogSpec.keys, MountSpec.keys, VolumeSpec.keys,
        DeploymentSpec.keys, PauseSpec.keys, LambdaHookSpec.keys, RoleSpec.keys, StickinessSpec.keys, ScheduleSpec.keys,
        CircuitBreakerSpec.keys, LoadBalancerSpec.keys, ScalingSpec.keys, NetworkSpec.keys, CapacitySpec.keys, ServiceConnectSpec.keys,
        ReleaseTaskSpec.keys,
    ]

    /// Keys whose texts are for the container's shell: `${...}` in them is left alone.
    static let literalKeys: Set<String> = ["command", "entrypoint", "shell"]

    init?(_ name: String, _ node: Node, images: [String], _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        origin = reading.origin(node)
        task = Self.task(name, fields, images: images, reading)
        serviceDefinition = fields.read("service-definition", reading.projectPath)
        family = fields.read("family", reading.awsName)
        cluster = fields.read("cluster") { reading.word($0, "a cluster's name or ARN") }
        cpu = fields.read("cpu", reading.cpuUnits)
        memory = fields.read("memory", reading.mebibytes)
        architecture = fields.read("architecture") { reading.choice($0, Architecture.self) }
        ephemeralStorage = fields.read("ephemeral-storage") { reading.integer($0, 21...200, "a number of GiB") }
        let roles = ["task-role", "execution-role"].map { fields.read($0) { RoleSpec($0, reading) } }
        (taskRole, taskPolicies) = (roles[0]?.name, roles[0]?.policies ?? [])
        (executionRole, executionPolicies) = (roles[1]?.name, roles[1]?.policies ?? [])
        launchType = fields.read("launch-type") { reading.choice($0, LaunchType.self) }
        capacity = fields.read("capacity") { reading.list($0, "a list of capacity providers") { CapacitySpec($0, reading) } } ?? []
        platformVersion = fields.read("platform-version") { reading.word($0, "a platform version such as LATEST or 1.4.0") }
        network = fields.read("network") { NetworkSpec($0, reading) }
        loadBalancer = fields.read("load-balancer") { LoadBalancerSpec($0, reading) }
        serviceConnect = fields.read("service-connect") { ServiceConnectSpec($0, reading) }
        volumes = fields.read("volumes") { reading.named($0, "a map of volumes by name") { VolumeSpec($0.value, reading) } } ?? [:]
        deployment = fields.read("deployment") { DeploymentSpec($0, reading) }
        scaling = fields.read("scaling") { ScalingSpec($0, reading) }
        desired = fields.read("desired") { reading.integer($0, 0...5000, "a number of tasks") }
        afterOrigins = fields.read("after", reading.namesWithOrigins) ?? []
        reading.unique(fields["after"], "service")
        beforeRelease = fields.read("before-release") { ReleaseTaskSpec($0, reading) }
        exec = fields.read("exec", reading.boolean)
        tags = fields.read("tags", reading.labels) ?? [:]
        check(fields, reading)
    }

    /// Whether its tasks run on Fargate, by launch type or by all its capacity providers.
    package var isOnFargate: Bool {
        if let launchType { return launchType == .fargate }
        return capacity.allSatisfy { $0.provider.hasPrefix("FARGATE") }
    }

    private static func task(_ name: String, _ fields: Fields, images: [String], _ reading: Reading) -> Task {
        if fields.has("containers") {
            fields.exclusive("containers", "image")
            fields.exclusive("containers", "task-definition")
            for key in ContainerSpec.ownKeys where fields.has(key) {
                reading.report(fields.place(key), "'\(key)' belongs to one of the 'containers' here")
            }
            let containers = fields.read("containers") { node in
                reading.named(node, "a map of containers by name") { ContainerSpec(map: $0.value, images: images, reading) }
            }
            ContainerSpec.checkTogether(containers ?? [:], fields["containers"] ?? fields.node, reading)
            return .containers(containers ?? [:])
        }
        if fields.has("task-definition") {
            for key in ContainerSpec.ownKeys + ["cpu", "memory", "architecture", "ephemeral-storage", "volumes"] where fields.has(key) {
                reading.report(fields.place(key), "'\(key)' is said by the task definition already: remove one of the two")
            }
            let path = fields.read("task-definition", reading.projectPath) ?? ""
            let image = fields.read("image") { reading.image($0, images: images) }
            return .definition(path: path, images: image.map { [name: $0] } ?? [:])
        }
        if !fields.has("image") {
            reading.report(fields.node, "'image' is missing: name one of 'images:', or give 'containers' or a 'task-definition'")
        }
        return .containers(ContainerSpec(fields, images: images, reading).map { [name: $0] } ?? [:])
    }

    private func check(_ fields: Fields, _ reading: Reading) {
        fields.exclusive("launch-type", "capacity")
        if fields.has("cpu") != fields.has("memory"), !fields.has("task-definition"), isOnFargate {
            let (present, missing) = fields.has("cpu") ? ("cpu", "memory") : ("memory", "cpu")
            reading.report(fields.place(present), "'\(present)' needs '\(missing)' beside it")
        }
        if let desired, let scaling, !(scaling.minimum...max(scaling.minimum, scaling.maximum)).contains(desired) {
            reading.report(
                fields.place("desired"), "'desired: \(desired)' is outside of 'scaling' (\(scaling.minimum) to \(scaling.maximum))")
        }
        checkShifting(fields, reading)
        if fields.has("load-balancer"), let allow = fields["network"]?["allow"] {
            reading.report(allow.keyPlace, "users come to the load balancer here: write 'allow' below 'load-balancer'")
        }
        guard case .containers(let containers) = task else { return }
        for mount in containers.values.flatMap(\.mounts) where volumes[mount.volume] == nil {
            reading.unknown("volume", mount.volume, at: mount.origin.place, among: volumes.keys)
        }
        for name in [loadBalancer?.container, beforeRelease?.container].compactMap(\.self) where containers[name] == nil {
            let place = fields[loadBalancer?.container == name ? "load-balancer" : "before-release"]?["container"]?.value.place
            reading.unknown("container", name, at: place ?? fields.node.place, among: containers.keys)
        }
    }
}

/// A name with the place where it is written.
struct NamedOrigin: Sendable, Equatable {
    let name: String
    let origin: Origin
}
