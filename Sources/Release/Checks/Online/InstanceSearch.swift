import AWS

/// Looks for an instance that a task can run on.
struct InstanceSearch {
    /// Why there is none.
    struct Lack {
        let what: String
        var why: String?
        var remedy: String?
        /// Whether it passes by itself.
        var isPassing = false
    }

    /// By the agent of an instance whose tasks can have addresses of their own.
    /// - Source: ECS Developer Guide, "Amazon ECS task networking options for EC2", and the agent's `ECS_ENABLE_TASK_ENI`.
    private static let addressing = "ecs.capability.task-eni"

    private let service: ComposedService
    /// Those that may be meant, and whose agents are there.
    private let instances: [ECSContainerInstance]
    private let providers: [String]

    init(_ service: ComposedService, among instances: [ECSContainerInstance]) {
        self.service = service
        let providers = service.effective.providers
        self.providers = providers
        self.instances = instances.filter {
            $0.isConnected && (providers.isEmpty || providers.contains($0.capacityProvider ?? ""))
        }
    }

    /// The first thing that is lacking; nil when there is an instance with room.
    var lack: Lack? { presence ?? addresses ?? processor ?? size ?? room }

    private var place: String {
        providers.isEmpty ? "the cluster '\(service.cluster)'" : providers.map { "'\($0)'" }.joined(separator: ", ")
    }

    private var architecture: String { service.task.architecture.lowercased() }

    /// Those that are of the right kind, whatever their size.
    private var fitting: [ECSContainerInstance] {
        instances.filter { ($0.architecture ?? architecture) == architecture && hasAddresses($0) }
    }

    private func hasAddresses(_ instance: ECSContainerInstance) -> Bool {
        service.task.networkMode != "awsvpc" || instance.attributes[Self.addressing] != nil
    }

    private var presence: Lack? {
        guard instances.isEmpty else { return nil }
        return Lack(
            what: "no instance of \(place) is registered and connected",
            why: providers.isEmpty ? "its tasks would wait for ever" : "its tasks wait until some are started",
            remedy: "start instances whose ECS agent has ECS_CLUSTER=\(DeploymentWatch.shortName(service.cluster))")
    }

    private var addresses: Lack? {
        if instances.contains(where: hasAddresses) { return nil }
        return Lack(
            what: "no instance of \(place) can give a task an address of its own", why: "they lack the attribute \(Self.addressing)",
            remedy: "let their ECS agent have ECS_ENABLE_TASK_ENI=true")
    }

    private var processor: Lack? {
        guard fitting.isEmpty else { return nil }
        return Lack(
            what: "no instance of \(place) is \(architecture)",
            why: "they are \(Set(instances.compactMap(\.architecture)).sorted().joined(separator: ", "))",
            remedy: "change the 'architecture' of the service, or add such instances")
    }

    private var size: Lack? {
        if fitting.contains(where: { $0.registered.holds(cpu: service.task.neededCPU, memory: service.task.neededMemory) }) { return nil }
        let largest = fitting.map(\.registered).max { ($0.memory, $0.cpu) < ($1.memory, $1.cpu) }
        return Lack(
            what: "its task needs \(need), and no instance of \(place) has so much",
            why: largest.map { "the largest has cpu \($0.cpu) and memory \($0.memory)" }, remedy: "give it less, or add larger instances")
    }

    private var room: Lack? {
        if fitting.contains(where: { $0.remaining.holds(cpu: service.task.neededCPU, memory: service.task.neededMemory) }) { return nil }
        return Lack(
            what: "no instance of \(place) has room for \(need) now",
            why: "a new task waits until \(providers.isEmpty ? "others have ended" : "an instance is started")", isPassing: true)
    }

    private var need: String { "cpu \(service.task.neededCPU) and memory \(service.task.neededMemory)" }
}

extension TaskDefinition {
    /// In CPU units: what the task says, else what its containers say together.
    fileprivate var neededCPU: Int { cpu ?? containers.reduce(0) { $0 + min($1.cpu, 1 << 40) } }
    /// In MiB.
    fileprivate var neededMemory: Int { memory ?? containers.reduce(0) { $0 + min($1.memoryReservation ?? $1.memory ?? 0, 1 << 40) } }
}
