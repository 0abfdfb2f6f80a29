import AWS
import Diagnostics
import HTTP

/// Follows deployments: one look asks AWS about all that are still open, in as few calls as it takes.
struct RolloutWatch: Sendable {
    private let clients: ReleaseClients
    private let clock: RetryClock
    private let reporter: any Reporter
    private let observe: RolloutObserver
    private let interval: Duration
    private(set) var watches: [DeploymentWatch]
    /// What the caller may not ask: done without from then on.
    private var denied: Set<Question> = []
    private var troubledSince: Duration?
    /// Hooks that we have continued.
    private var continued: Set<String> = []
    private var looks = 0

    private enum Question { case deployments, tasks, targets }

    /// How long AWS may be out of reach before a rollout is given up as out of sight.
    private static let patience = Duration.seconds(300)
    /// Target groups asked in one look: ELB lets an account ask less often than ECS does.
    private static let targetsALook = 5

    init(_ deployments: [FollowedDeployment], _ engine: Releaser) {
        clients = engine.clients
        clock = engine.clock
        reporter = engine.reporter
        observe = engine.observe
        interval = engine.settings.interval
        watches = deployments.map(DeploymentWatch.init)
    }

    subscript(index: Int) -> DeploymentWatch {
        get { watches[index] }
        set { watches[index] = newValue }
    }

    var open: [Int] { watches.indices.filter { watches[$0].isOpen } }

    /// Waits until the next look is due.
    /// - Throws: `CancellationError`.
    func pause() async throws {
        // Several that release at once must not ask at once; one who was refused asks less often.
        let slowness = troubledSince == nil ? 1.0 : 3.0
        try await clock.sleep(interval * (slowness * (0.9 + clock.random() / 5)))
    }

    /// Asks once, and tells what is new.
    /// - Throws: `CancellationError`; what AWS refuses is an outcome, or is done without.
    mutating func look() async throws {
        looks += 1
        do {
            try await lookAtServices()
            try await lookAtDeployments()
            for index in open { watches[index].conclude() }
            try await lookAtTasks()
            try await lookAtTargets()
            troubledSince = nil
        } catch let error as AWSError {
            take(error)
        }
        tell()
    }

    private func tell(_ event: RolloutEvent) { observe(event) }

    private mutating func tell() {
        let now = Double(clock.secondsSince1970())
        for index in watches.indices {
            if let event = watches[index].report(at: now) { tell(event) }
            guard let outcome = watches[index].outcome, !ended.contains(index) else { continue }
            ended.insert(index)
            tell(RolloutEvent(service: watches[index].deployment.name, at: now, kind: .ended(outcome)))
        }
    }

    private var ended: Set<Int> = []

    /// - Parameter deadline: without the time that deployments wait because they are told to.
    func isOver(_ deadline: Duration) -> Bool { clock.elapsed() >= deadline + waits }

    /// How long the one waits that waits longest because it is told to.
    var waits: Duration { watches.compactMap { $0.record?.settings.waits }.max() ?? .zero }

    /// Those that wait for someone, and that we have not continued already.
    var paused: [Int] { open.filter { index in watches[index].progress.pause.map { !continued.contains($0.hook) } ?? false } }

    /// Lets those go on that wait for someone.
    mutating func goOn() async throws {
        for index in paused {
            guard let arn = watches[index].deployment.arn, let pause = watches[index].progress.pause else { continue }
            // ECS may show it for a moment longer.
            continued.insert(pause.hook)
            try await clients.ecs.continueServiceDeployment(arn, hook: pause.hook)
        }
    }

    /// Leaves those where they are that wait for someone.
    mutating func leavePaused() {
        for index in paused { watches[index].outcome = watches[index].progress.pause.map { .paused($0) } }
        tell()
    }

    /// Ends what is still open.
    mutating func close(_ outcome: RolloutOutcome) {
        for index in open { watches[index].outcome = outcome }
        tell()
    }

    private mutating func take(_ error: AWSError) {
        let words = [error.summary, error.reason].compactMap(\.self).joined(separator: ": ")
        switch AccessTrouble(error) {
        case .lasting, .other: for index in open { watches[index].outcome = .outOfSight(words) }
        case .passing:
            let since = troubledSince ?? clock.elapsed()
            if troubledSince == nil {
                reporter.warn("AWS does not answer at the moment; the rollout goes on, and is looked at again", hint: words)
            }
            troubledSince = since
            if clock.elapsed() - since > Self.patience { for index in open { watches[index].outcome = .outOfSight(words) } }
        // The next look at the services tells.
        case .clusterGone: break
        }
    }

    /// An answer that can be done without: a refusal is told once, and the question is not asked again.
    private mutating func optional<Answer: Sendable>(_ question: Question, _ ask: () async throws -> Answer) async throws -> Answer? {
        if denied.contains(question) { return nil }
        do {
            return try await ask()
        } catch let error as AWSError where error.isDenial || AccessTrouble(error) == .other {
            denied.insert(question)
            reporter.warn("the rollout is followed with less to see: \(error.summary)", hint: error.hint)
            return nil
        }
    }
}

extension RolloutWatch {
    private mutating func lookAtServices() async throws {
        let groups = Dictionary(grouping: open) { watches[$0].deployment.cluster }
        for (cluster, indices) in groups.sorted(by: { $0.key < $1.key }) {
            let names = indices.map { watches[$0].deployment.serviceName }
            let findings: ECSFindings<ECSService>
            do {
                findings = try await clients.ecs.describeServices(names, in: cluster)
            } catch let error as AWSError where AccessTrouble(error) == .clusterGone {
                for index in indices { watches[index].outcome = .clusterGone }
                continue
            }
            for index in indices {
                guard let service = findings.found.first(where: { $0.name == watches[index].deployment.serviceName }) else {
                    watches[index].takeMissing()
                    continue
                }
                for event in watches[index].take(service) { tell(event) }
            }
        }
    }

    private mutating func lookAtDeployments() async throws {
        for index in open where watches[index].deployment.arn == nil { try await find(index) }
        let arns = open.compactMap { watches[$0].deployment.arn }
        guard !arns.isEmpty else { return }
        let ecs = clients.ecs
        guard let findings = try await optional(.deployments, { try await ecs.describeServiceDeployments(arns) }) else {
            for index in open { watches[index].deployment.arn = nil }
            return
        }
        for record in findings.found {
            guard let index = open.first(where: { watches[$0].deployment.arn == record.arn }) else { continue }
            watches[index].take(record)
        }
    }

    /// Looks for the service deployment when the answer to the update did not name it.
    private mutating func find(_ index: Int) async throws {
        let deployment = watches[index].deployment, ecs = clients.ecs
        let found = try await optional(.deployments) {
            try await ecs.listServiceDeployments(
                of: deployment.serviceName, in: deployment.cluster, createdAfter: Int64(deployment.createdAt) - 5, limit: 20)
        }
        let own = (found ?? []).filter(deployment.mayBe).min { deployment.distance(to: $0) < deployment.distance(to: $1) }
        watches[index].deployment.arn = own?.arn
    }

    private mutating func lookAtTasks() async throws {
        for index in open {
            guard watches[index].wantsTasks else {
                watches[index].skipTasks()
                continue
            }
            try await lookAtTasks(of: index)
        }
    }

    private mutating func lookAtTasks(of index: Int) async throws {
        let deployment = watches[index].deployment, ecs = clients.ecs
        let arns = try await optional(.tasks) { try await ecs.listTasks(in: deployment.cluster, .startedBy(deployment.id, .stopped)) }
        let new = watches[index].newTasks(arns ?? [])
        let tasks = new.isEmpty ? [] : try await optional(.tasks) { try await ecs.describeTasks(new, in: deployment.cluster).found }
        for event in watches[index].take(stopped: tasks ?? []) { tell(event) }
    }

    /// A few services a look, in turn.
    private mutating func lookAtTargets() async throws {
        let balanced = open.filter { watches[$0].isBalanced && (watches[$0].progress.running > 0 || !watches[$0].addresses.isEmpty) }
        guard !balanced.isEmpty else { return }
        let first = balanced.count > Self.targetsALook ? looks * Self.targetsALook % balanced.count : 0
        for offset in 0..<min(balanced.count, Self.targetsALook) {
            try await lookAtTargets(of: balanced[(first + offset) % balanced.count])
        }
    }

    private mutating func lookAtTargets(of index: Int) async throws {
        let deployment = watches[index].deployment, clients = clients
        // Of a deployment that moves traffic, either of two may be that of the new tasks.
        let groups = watches[index].service?.loadBalancers.first?.targetGroupARNs ?? []
        guard !groups.isEmpty else { return }
        if watches[index].runningHasChanged || watches[index].addresses.isEmpty {
            let found = try await optional(.tasks) { () -> [ECSTask] in
                let arns = try await clients.ecs.listTasks(in: deployment.cluster, .startedBy(deployment.id, .running))
                return try await clients.ecs.describeTasks(arns, in: deployment.cluster).found
            }
            // Those of tasks that were stopped stay: their targets tell why.
            watches[index].addresses.formUnion((found ?? []).compactMap(\.privateIPv4Address))
        }
        guard !watches[index].addresses.isEmpty else { return }
        let targets = try await optional(.targets) { () -> [TargetHealth] in
            var found: [TargetHealth] = []
            for group in groups { found += try await clients.loadBalancing.describeTargetHealth(of: group) }
            return found
        }
        if let targets { watches[index].take(targets) } else { watches[index].looksAtTargets = false }
    }

    /// A last look at one deployment that has failed, before what could be seen is gone.
    /// - Throws: `CancellationError`.
    mutating func lookClosely(at index: Int) async throws {
        do {
            try await lookAtTasks(of: index)
            if watches[index].isBalanced { try await lookAtTargets(of: index) }
        } catch is AWSError {
            // What is known already has to do.
        }
    }
}
