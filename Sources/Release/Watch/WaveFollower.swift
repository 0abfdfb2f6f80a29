import AWS

/// Follows the deployments of one wave to their end, and ends those that fail before ECS does.
struct WaveFollower {
    private let engine: Releaser
    private let context: Context
    private(set) var watch: RolloutWatch
    private(set) var postMortems: [String: PostMortem] = [:]
    private(set) var result = Result.succeeded

    /// How a wave ended, as a whole.
    enum Result: Sendable, Hashable {
        case succeeded
        case failed
        case timedOut
        /// Someone has to continue it.
        case paused
        /// Someone else is in charge of a service now.
        case displaced
        case outOfSight
    }

    /// What is known of services beside their deployments, by name.
    struct Context: Sendable {
        var tasks: [String: TaskDefinition] = [:]
        var previousRevisions: [String: String] = [:]
        /// Services that did not exist before: ECS has nothing to take them back to.
        var created: Set<String> = []
    }

    init(_ deployments: [FollowedDeployment], _ context: Context, _ engine: Releaser) {
        self.engine = engine
        self.context = context
        watch = RolloutWatch(deployments, engine)
    }

    var watches: [DeploymentWatch] { watch.watches }

    /// - Parameter deadline: by the clock's `elapsed`.
    mutating func follow(until deadline: Duration) async throws {
        let limit = FailureLimit(count: engine.settings.failAfter)
        while true {
            try await watch.look()
            let failed = watch.watches.indices.filter { index in
                let state = watch[index]
                return state.hasFailed || state.isOpen && !state.isGoingBack && limit.isReached(by: state.failures)
            }
            // What goes back by itself takes the others along.
            let goingBack = watch.open.filter { watch[$0].isGoingBack }
            if !failed.isEmpty || !goingBack.isEmpty { return try await fail(Set(failed + goingBack), .failed) }
            if watch.open.isEmpty { break }
            if try await waitsForSomeone() { return }
            if watch.isOver(deadline) { return try await overtime() }
            try await watch.pause()
        }
        result = Self.result(of: watch.watches)
    }

    /// Whether nothing goes on any more before someone continues it; where nobody is to be waited for, all goes on.
    private mutating func waitsForSomeone() async throws -> Bool {
        let paused = watch.paused
        if paused.isEmpty { return false }
        if engine.settings.pauses == .goOn {
            try await watch.goOn()
            return false
        }
        guard paused.count == watch.open.count else { return false }
        watch.leavePaused()
        result = .paused
        return true
    }

    /// Continues what waits for someone now; what waits later is left there.
    mutating func goOn() async throws {
        try await watch.look()
        try await watch.goOn()
    }

    private static func result(of watches: [DeploymentWatch]) -> Result {
        for watch in watches {
            switch watch.outcome {
            case .outOfSight: return .outOfSight
            case .superseded, .deleted, .clusterGone: return .displaced
            default: break
            }
        }
        return .succeeded
    }

    /// Takes back all of them, whatever they are doing.
    mutating func giveUp() async throws { try await fail([], .failed) }

    private mutating func overtime() async throws {
        let late = Set(watch.open)
        if engine.settings.overtime == .rollBack { return try await fail(late, .timedOut) }
        try await examine(late, isLate: true)
        watch.close(.timedOut)
        result = .timedOut
    }

    /// Takes back all that is still open, finds out why, and follows the way back to its end.
    private mutating func fail(_ culprits: Set<Int>, _ result: Result) async throws {
        self.result = result
        // First: every second costs requests that fail.
        for index in watch.open where !watch[index].isGoingBack { try await stop(index) }
        try await examine(culprits, isLate: result == .timedOut)
        let deadline = engine.clock.elapsed() + engine.settings.timeout
        while !watch.open.isEmpty {
            if engine.clock.elapsed() >= deadline { return watch.close(.rollbackFailed("it was not over in time")) }
            try await watch.pause()
            try await watch.look()
        }
    }

    private mutating func stop(_ index: Int) async throws {
        watch[index].isStopping = true
        guard let arn = watch[index].deployment.arn else {
            // Nothing to stop by name: what ran before is told to run again later.
            watch[index].outcome = .stopped("its service deployment is not known")
            return
        }
        let isNew = context.created.contains(watch[index].deployment.name)
        do {
            try await engine.clients.ecs.stopServiceDeployment(arn, isNew ? .abort : .rollback)
        } catch let error as AWSError {
            // It has ended, or is on its way back already: the next look tells.
            if error.serviceCode == "Conflict" || error.isNotFound { return }
            watch[index].outcome = .stopped(error.summary)
        }
    }

    private mutating func examine(_ culprits: Set<Int>, isLate: Bool) async throws {
        let now = Double(engine.clock.secondsSince1970())
        let collector = PostMortemCollector(clients: engine.clients, logLines: engine.settings.logLines, now: now)
        for index in culprits.sorted() {
            try await watch.lookClosely(at: index)
            let state = watch[index], name = state.deployment.name
            let found = try await collector.collect(
                state, task: context.tasks[name], previous: context.previousRevisions[name], isLate: isLate)
            postMortems[name] = found
            engine.observe(RolloutEvent(service: name, at: now, kind: .postMortem(found)))
        }
    }
}
