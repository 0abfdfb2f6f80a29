import AWS
import Diagnostics
import JSON

/// Follows deployments that no plan of ours stands behind: those of others, and ways back.
struct FollowRun {
    let engine: Releaser
    private(set) var record: ReleaseRecord
    private(set) var postMortems: [PostMortem] = []

    init(_ engine: Releaser, _ services: [ServiceAddress]) {
        self.engine = engine
        record = ReleaseRecord(
            startedAt: engine.clock.secondsSince1970(),
            services: services.map { ReleaseRecord.Entry(name: $0.name, cluster: $0.cluster, service: $0.serviceName, action: .update) })
    }

    private var ecs: ECSClient { engine.clients.ecs }

    /// Runs `work`, and turns what it throws into an error with the record.
    mutating func guarded(_ work: (inout FollowRun) async throws -> Void) async throws -> ReleaseRecord {
        do {
            try await work(&self)
        } catch is CancellationError {
            throw failure(
                .interrupted, .interrupted, "interrupted; what was begun goes on", hint: "follow it with `imgship release --follow`")
        } catch let error as AWSError {
            throw failure(.refused, .failed, error.summary, reason: error.reason, hint: error.hint)
        }
        return finished(record.services.allSatisfy { $0.state == .unchanged } ? .unchanged : .succeeded)
    }

    private mutating func finished(_ outcome: ReleaseRecord.Outcome) -> ReleaseRecord {
        record.outcome = outcome
        record.finishedAt = engine.clock.secondsSince1970()
        return record
    }

    private mutating func failure(
        _ code: ReleaseFailure.Code, _ outcome: ReleaseRecord.Outcome, _ summary: String, reason: String? = nil, hint: String? = nil
    ) -> ReleaseFailure {
        ReleaseFailure(code, summary, reason: reason, hint: hint, finished(outcome), postMortems)
    }

    // MARK: Following

    /// The deployments that services are at now; those that are over already are not followed.
    /// - Parameter goesOn: whether those are continued first that wait for someone.
    mutating func followCurrent(_ services: [ServiceAddress], goesOn: Bool = false) async throws {
        var deployments: [FollowedDeployment] = [], context = WaveFollower.Context()
        for address in services {
            guard let (service, deployment) = try await current(of: address) else { continue }
            deployments.append(deployment)
            record[address.name]?.revision = deployment.revision
            record[address.name]?.deployment = deployment.arn
            context.tasks[address.name] = try await task(deployment.revision)
            if service.deployments.count == 1, service.createdAt.map({ abs($0 - deployment.createdAt) < 5 }) == true {
                context.created.insert(address.name)
            }
        }
        try await follow(deployments, context) { if goesOn { try await $0.goOn() } }
    }

    private mutating func current(of address: ServiceAddress) async throws -> (ECSService, FollowedDeployment)? {
        guard let standing = try await ServiceStanding(of: address, ecs) else {
            throw ServiceMissing(service: address.serviceName, cluster: address.cluster, hint: nil)
        }
        guard !standing.isOver, let deployment = standing.deployment else {
            record[address.name]?.state = .unchanged
            record[address.name]?.revision = standing.service.taskDefinition
            return nil
        }
        record[address.name]?.state = .deploying
        return (standing.service, deployment)
    }

    private func task(_ revision: String) async throws -> TaskDefinition {
        TaskDefinition(described: try await ecs.describeTaskDefinition(revision).json.object ?? [:])
    }

    /// - Parameter start: what is done first.
    mutating func follow(
        _ deployments: [FollowedDeployment], _ context: WaveFollower.Context,
        after start: (inout WaveFollower) async throws -> Void = { _ in }
    ) async throws {
        guard !deployments.isEmpty else { return }
        var follower = WaveFollower(deployments, context, engine)
        try await start(&follower)
        try await follower.follow(until: engine.clock.elapsed() + engine.settings.timeout)
        postMortems += follower.postMortems.sorted { $0.key < $1.key }.map(\.value)
        record.note(follower.watches)
        switch follower.result {
        case .succeeded: return
        case .failed: throw failed(follower.watches)
        case .timedOut: throw say(.timedOut, .timedOut, WaveWords.late(follower.watches, nil))
        case .paused: throw say(.paused, .paused, WaveWords.paused(follower.watches, engine.settings.naming))
        case .displaced: throw say(.displaced, .failed, WaveWords.displaced(follower.watches))
        case .outOfSight: throw say(.outOfSight, .failed, WaveWords.outOfSight(follower.watches))
        }
    }

    private mutating func say(_ code: ReleaseFailure.Code, _ outcome: ReleaseRecord.Outcome, _ words: WaveWords) -> ReleaseFailure {
        failure(code, outcome, words.summary, reason: words.reason, hint: words.hint)
    }

    private mutating func failed(_ watches: [DeploymentWatch]) -> ReleaseFailure {
        let causes = postMortems.map { "\($0.service): \($0.cause.headline)" }.joined(separator: "\n")
        let lost = watches.filter { if case .rolledBack = $0.outcome { false } else { $0.outcome != .succeeded } }.map {
            "'\($0.deployment.name)'"
        }
        if lost.isEmpty { return failure(.rolledBack, .rolledBack, "the deployment failed, and was rolled back", reason: causes) }
        return failure(
            .rollbackFailed, .failed, "the deployment failed, and \(lost.joined(separator: ", ")) could not be rolled back", reason: causes,
            hint: "see `imgship status`, then `imgship rollback`")
    }

    // MARK: Going back

    mutating func goBack(_ steps: [RollbackPlan.Step]) async throws {
        var stopped: [FollowedDeployment] = [], updated: [FollowedDeployment] = [], context = WaveFollower.Context()
        for step in steps {
            let address = step.service
            record[address.name]?.previousRevision = step.current
            switch step.action {
            case .nothing:
                record[address.name]?.state = .unchanged
                record[address.name]?.revision = step.current
            case .stop(let arn):
                guard let (_, deployment) = try await current(of: address) else { continue }
                try await ecs.stopServiceDeployment(arn, .rollback)
                stopped.append(deployment)
            case .update(let revision, let fields):
                record[address.name]?.state = .changing
                context.tasks[address.name] = try await task(revision)
                context.previousRevisions[address.name] = step.current
                if let deployment = try await update(address, revision, fields) { updated.append(deployment) }
            }
        }
        if engine.settings.waiting == .not { return }
        try await follow(stopping: stopped)
        try await follow(updated, context)
    }

    private mutating func update(_ address: ServiceAddress, _ revision: String, _ fields: JSONObject) async throws -> FollowedDeployment? {
        let before = try await ecs.describeServices([address.serviceName], in: address.cluster).found.first
        var request = fields
        request["cluster"] = .string(address.cluster)
        request["service"] = .string(address.serviceName)
        request["taskDefinition"] = .string(revision)
        let service = try await ecs.updateService(request)
        let definition = before.map { ServiceDefinition($0.json.object ?? [:]) }
        let deployment = FollowedDeployment(address.name, cluster: address.cluster, service, before: definition)
        record[address.name]?.state = deployment == nil ? .succeeded : .deploying
        record[address.name]?.revision = revision
        record[address.name]?.deployment = deployment?.arn
        return deployment
    }

    /// Here, being rolled back is the success.
    private mutating func follow(stopping deployments: [FollowedDeployment]) async throws {
        guard !deployments.isEmpty else { return }
        var watch = RolloutWatch(deployments, engine)
        try await watch.follow(until: engine.clock.elapsed() + engine.settings.timeout)
        record.note(watch.watches)
        let lost = watch.watches.filter { if case .rolledBack = $0.outcome { false } else { true } }
        guard !lost.isEmpty else { return }
        let lines = lost.map { "\($0.deployment.name): \($0.outcome?.name ?? "unknown")\($0.outcome?.reason.map { ", \($0)" } ?? "")" }
        throw failure(
            .rollbackFailed, .failed, "\(lost.map { "'\($0.deployment.name)'" }.joined(separator: ", ")) could not be rolled back",
            reason: lines.joined(separator: "\n"), hint: "see `imgship status`")
    }
}
