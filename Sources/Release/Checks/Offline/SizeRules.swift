/// CPU and memory of the task and of its containers.
enum SizeRules {
    static let all: [ReleaseRule] = [
        .service("fargate-size") { service, subject in
            guard service.task.runsOnFargate else { return [] }
            guard let cpu = service.task.cpu, let memory = service.task.memory else {
                return [subject.error("its task needs a 'cpu' and a 'memory': Fargate runs no other", remedy: "cpu: 256, memory: 512")]
            }
            let size = TaskSize(cpu: cpu, memory: memory)
            if size.isOnFargate { return [] }
            let memories = TaskSize.fargate.first { $0.cpu == cpu }?.memories
            let why = memories.map { "with cpu \(cpu) it has memory \(words(of: $0))" }
            return [
                subject.error(
                    "\(size) is not a size that Fargate has", why: why,
                    remedy: "the nearest that holds it is \(size.nearestOnFargate)")
            ]
        },
        .service("windows-size") { service, subject in
            guard service.task.runsOnFargate, service.task.system.hasPrefix("WINDOWS"), let cpu = service.task.cpu, cpu < 1024 else {
                return []
            }
            return [subject.error("Windows on Fargate needs a cpu of 1024 or more, not \(cpu)")]
        },
        .service("container-sum") { service, subject in
            let containers = service.task.containers
            var findings: [ReleaseFinding] = []
            let cpu = containers.reduce(0) { $0.saturating(plus: $1.cpu) }
            if let limit = service.task.cpu, cpu > limit {
                findings.append(subject.error("its containers want cpu \(cpu) together, its task has \(limit)"))
            }
            let memory = containers.reduce(0) { $0.saturating(plus: $1.memoryReservation ?? $1.memory ?? 0) }
            if let limit = service.task.memory, memory > limit {
                findings.append(subject.error("its containers want memory \(memory) together, its task has \(limit)"))
            }
            return findings
        },
        .container("container-memory") { service, container, subject in
            if let memory = container.memory, memory < 6 {
                return [subject.error("a container needs memory of 6 MiB or more, not \(memory)")]
            }
            if let memory = container.memory, let limit = service.task.memory, memory > limit {
                return [subject.error("its memory \(memory) is more than its task has (\(limit))")]
            }
            if let memory = container.memory, let reservation = container.memoryReservation, memory <= reservation {
                return [subject.error("its memory \(memory) must be more than its reservation \(reservation)")]
            }
            if service.task.memory == nil, container.memory == nil, container.memoryReservation == nil {
                return [subject.error("it needs a 'memory' or a 'memoryReservation': its task has none")]
            }
            return []
        },
        .service("ephemeral-storage") { service, subject in
            guard let size = service.task.ephemeralStorage, !(20...200).contains(size) else { return [] }
            return [subject.error("ephemeral storage of \(size) GiB is not possible: give 21 to 200")]
        },
    ]

    /// `512, 1024 or 2048`, or `4096 to 16384 in steps of 1024`.
    private static func words(of memories: [Int]) -> String {
        guard memories.count > 3, let first = memories.first, let last = memories.last else {
            return memories.dropLast().map(String.init).joined(separator: ", ") + " or \(memories.last ?? 0)"
        }
        return "\(first) to \(last) in steps of \(memories[1] - first)"
    }
}

extension Int {
    /// The sum, or the largest number there is.
    fileprivate func saturating(plus other: Int) -> Int {
        let (sum, isOver) = addingReportingOverflow(other)
        return isOver ? .max : sum
    }
}
