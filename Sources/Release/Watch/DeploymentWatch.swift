import AWS

/// What is known of one deployment that is followed; looks put into it what AWS says.
struct DeploymentWatch: Sendable {
    var deployment: FollowedDeployment
    var progress = RolloutProgress()
    /// In the order in which they were found.
    private(set) var failures: [TaskFailure] = []
    /// Messages since the deployment began, the oldest first.
    private(set) var messages: [(at: Double, text: String)] = []
    /// What the load balancer says of targets that are not well, with the most there were of each at once.
    private(set) var targetTroubles: [String: Int] = [:]
    private(set) var record: ServiceDeployment?
    private(set) var service: ECSService?
    var outcome: RolloutOutcome?
    /// Asked to go back, by us.
    var isStopping = false
    /// Whether the load balancer can be asked about its tasks.
    var looksAtTargets = true
    /// Private addresses of its running tasks.
    var addresses: Set<String> = []

    /// ECS has told of it: it is not too new to be known everywhere.
    private(set) var hasBeenSeen = false

    private static let patience = 12
    private var looksWithoutService = 0
    private var seenEvents: Set<String> = []
    private var seenTasks: Set<String> = []
    private var looksWithoutTasks = 0
    private var hasNews = true
    private var reported: RolloutProgress?
    private(set) var runningHasChanged = false

    init(_ deployment: FollowedDeployment) { self.deployment = deployment }

    var isOpen: Bool { outcome == nil }
    var isBalanced: Bool { !(service?.loadBalancers ?? []).isEmpty }
    /// Whether it failed, as opposed to what others did to it.
    var hasFailed: Bool {
        switch outcome {
        case .rolledBack, .rollbackFailed, .stopped: true
        default: false
        }
    }

    /// Takes in what `DescribeServices` says.
    /// - Returns: what is new in the service's diary.
    mutating func take(_ service: ECSService) -> [RolloutEvent] {
        self.service = service
        guard service.isActive else {
            outcome = .deleted
            return []
        }
        let own = service.deployments.first { $0.id == deployment.id }
        if own != nil { hasBeenSeen = true }
        var next = progress
        // ECS wants none of a deployment any more that it takes back.
        let isWanted = own?.status == "PRIMARY"
        next.desired = (isWanted ? own?.desiredCount : nil) ?? service.desiredCount ?? progress.desired
        next.pending = own?.pendingCount ?? 0
        next.running = own?.runningCount ?? 0
        runningHasChanged = next.running != progress.running
        let news = newMessages(service.events)
        hasNews = !news.isEmpty || next != progress || (own?.failedTasks ?? 0) > failures.count
        progress = next
        return news
    }

    /// Takes in that there is no such service.
    mutating func takeMissing() {
        looksWithoutService += 1
        // ECS answers from several places: one of them may not have heard of a new service yet.
        if hasBeenSeen || looksWithoutService > Self.patience { outcome = .deleted }
    }

    private mutating func newMessages(_ events: [ECSEvent]) -> [RolloutEvent] {
        // The newest are first, those from before the deployment are not its own; both times are AWS's.
        events.reversed().compactMap { event in
            guard let id = event.id, let at = event.createdAt, at >= deployment.createdAt, let text = event.message,
                seenEvents.insert(id).inserted
            else { return nil }
            messages.append((at, text))
            return RolloutEvent(service: deployment.name, at: at, kind: .message(text))
        }
    }

    /// Takes in what `DescribeServiceDeployments` says.
    mutating func take(_ record: ServiceDeployment) {
        guard record.createdAt == nil || deployment.mayBe(record) else {
            // The answer to the update named another one.
            deployment.arn = nil
            return
        }
        self.record = record
        progress.stage = record.lifecycleStage
        progress.pause = RolloutPause(record)
        guard record.settings.movesTraffic else { return }
        progress.traffic = record.target?.productionTraffic
        progress.testTraffic = record.target?.testTraffic
    }

    /// Whether a look at the stopped tasks may tell something: after news, and now and then without any.
    var wantsTasks: Bool { isOpen && !isStopping && !isGoingBack && (hasNews || looksWithoutTasks >= 2) }

    mutating func skipTasks() { looksWithoutTasks += 1 }

    func newTasks(_ arns: [String]) -> [String] { arns.filter { !seenTasks.contains($0) } }

    /// Takes in tasks that have stopped.
    /// - Returns: those that failed.
    mutating func take(stopped tasks: [ECSTask]) -> [RolloutEvent] {
        looksWithoutTasks = 0
        return tasks.compactMap { task in
            guard let arn = task.arn, seenTasks.insert(arn).inserted, let failure = TaskFailure(task) else { return nil }
            failures.append(failure)
            progress.failed = failures.count
            return RolloutEvent(service: deployment.name, at: failure.stoppedAt ?? deployment.createdAt, kind: .taskFailed(failure.reason))
        }
    }

    /// Takes in how the targets of its tasks are.
    mutating func take(_ targets: [TargetHealth]) {
        let own = targets.filter { addresses.contains($0.target ?? "") }
        progress.healthy = own.count(where: \.isHealthy)
        progress.targets = Dictionary(grouping: own) { $0.state ?? "unknown" }.mapValues(\.count)
        let troubles = own.filter { $0.state == "unhealthy" }.map { $0.description ?? $0.reason ?? "unhealthy" }
        for (trouble, group) in Dictionary(grouping: troubles, by: { $0 }) {
            targetTroubles[trouble] = max(targetTroubles[trouble] ?? 0, group.count)
        }
    }

    /// How far it is, when that has changed since it was last told.
    mutating func report(at now: Double) -> RolloutEvent? {
        guard progress != reported else { return nil }
        reported = progress
        return RolloutEvent(service: deployment.name, at: now, kind: .progress(progress))
    }
}
