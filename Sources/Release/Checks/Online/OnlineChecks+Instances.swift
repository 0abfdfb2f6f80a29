import AWS

extension OnlineChecks {
    /// Whether there is a question about instances at all.
    package var asksForInstances: Bool { service.effective.runsOnInstances }

    /// Tasks that do not run on Fargate find an instance.
    ///
    /// A capacity provider may start further instances: what is missing is a warning then.
    /// - Parameter instances: those of the cluster that may get tasks.
    package func instances(_ instances: [ECSContainerInstance]) -> [ReleaseFinding] {
        let subject = subject("instances")
        let providers = service.effective.providers
        let report = { (what: String, why: String?, remedy: String?) in
            providers.isEmpty ? subject.error(what, why: why, remedy: remedy) : subject.warning(what, why: why, remedy: remedy)
        }
        let own = instances.filter { $0.isConnected && (providers.isEmpty || providers.contains($0.capacityProvider ?? "")) }
        let place = providers.isEmpty ? "the cluster '\(service.cluster)'" : providers.map { "'\($0)'" }.joined(separator: ", ")
        guard !own.isEmpty else {
            let why = providers.isEmpty ? "its tasks would wait for ever" : "its tasks wait until some are started"
            let remedy = "start instances whose ECS agent has ECS_CLUSTER=\(DeploymentWatch.shortName(service.cluster))"
            return [report("no instance of \(place) is registered and connected", why, remedy)]
        }
        let architecture = service.task.architecture.lowercased()
        let fitting = own.filter { $0.architecture.map { $0 == architecture } ?? true }
        guard !fitting.isEmpty else {
            let others = Set(own.compactMap(\.architecture)).sorted().joined(separator: ", ")
            return [
                report(
                    "no instance of \(place) is \(architecture)", "they are \(others)",
                    "change the 'architecture' of the service, or add such instances")
            ]
        }
        let (cpu, memory) = (service.task.neededCPU, service.task.neededMemory)
        let size = "cpu \(cpu) and memory \(memory)"
        guard fitting.contains(where: { $0.registered.holds(cpu: cpu, memory: memory) }) else {
            let largest = fitting.map(\.registered).max { ($0.memory, $0.cpu) < ($1.memory, $1.cpu) }
            return [
                report(
                    "its task needs \(size), and no instance of \(place) has so much",
                    largest.map { "the largest has cpu \($0.cpu) and memory \($0.memory)" }, "give it less, or add larger instances")
            ]
        }
        if fitting.contains(where: { $0.remaining.holds(cpu: cpu, memory: memory) }) { return [] }
        let why = providers.isEmpty ? "a new task waits until others have ended" : "a new task waits until an instance is started"
        return [subject.warning("no instance of \(place) has room for \(size) now", why: why)]
    }
}

extension TaskDefinition {
    /// In CPU units: what the task says, else what its containers say together.
    fileprivate var neededCPU: Int { cpu ?? containers.reduce(0) { $0 + $1.cpu } }
    /// In MiB.
    fileprivate var neededMemory: Int { memory ?? containers.reduce(0) { $0 + ($1.memoryReservation ?? $1.memory ?? 0) } }
}
