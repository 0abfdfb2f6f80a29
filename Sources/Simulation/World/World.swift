import JSON

/// All that AWS knows in a simulation, and the moment it is there.
final class World {
    /// Its secrets may change.
    var account: SimulatedAccount
    let scenario: Scenario
    var now: Moment
    var random: SeededRandom
    /// True until the services that run already do.
    var isSeeding = true
    var clusters: [String: ClusterState] = [:]
    var definitions = DefinitionStore()
    /// In the order they were made; a deleted one stays, as AWS shows it for a while.
    var services: [ServiceState] = []
    /// Tasks that belong to no service.
    var oneOffTasks: [TaskState] = []
    var logs = LogStore()
    var scaling = ScalingStore()
    /// Alarms that have gone off.
    var alarmsInAlarm: Set<String> = []
    var tags: [String: [JSONValue]] = [:]
    /// What happens by itself, the next first.
    var happenings: [(due: Moment, what: Scenario.Happening.What)] = []
    /// The service whose deployment was the first; what happens by itself happens to it.
    weak var firstDeployed: ServiceState?

    init(_ account: SimulatedAccount, _ scenario: Scenario, now: Moment, random: SeededRandom) {
        self.account = account
        self.scenario = scenario
        self.now = now
        self.random = random
        for name in account.clusters { clusters[name] = ClusterState(name: name, arn: account.arn("ecs", "cluster/\(name)")) }
        for name in account.logGroups { logs.groups[name] = LogStore.Group(createdAt: now) }
    }

    func arn(_ resource: String) -> String { account.arn("ecs", resource) }

    /// Seconds within `range`.
    func some(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    /// Lets everything happen that is due until then, in its order.
    func advance(to end: Moment) {
        while let next = nextMoment(), next <= end {
            now = max(now, next)
            happen()
            for service in services where service.wake <= now { run(service) }
            for task in oneOffTasks where task.wake <= now { step(task, of: nil) }
        }
        now = max(now, end)
        forgetStoppedTasks()
    }

    private func nextMoment() -> Moment? {
        var next = happenings.first?.due ?? .never
        for service in services { next = min(next, service.wake) }
        for task in oneOffTasks { next = min(next, task.wake) }
        return next == .never ? nil : next
    }

    /// ECS keeps stopped tasks for an hour.
    private func forgetStoppedTasks() {
        func isForgotten(_ task: TaskState) -> Bool { task.stoppedAt.map { $0 + 3600 <= now } ?? false }
        oneOffTasks.removeAll(where: isForgotten)
        for service in services { service.tasks.removeAll(where: isForgotten) }
    }
}
