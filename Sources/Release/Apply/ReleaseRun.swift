import AWS
import Diagnostics
import JSON
import OCI

/// One release while it is carried out.
struct ReleaseRun {
    let engine: Releaser
    let prepared: PreparedRelease
    var record: ReleaseRecord
    var postMortems: [PostMortem] = []
    /// What ECS says of deployments that failed, by service.
    var troubles: [String: String] = [:]
    /// What was deployed and followed to its success, in this order.
    var done: [ServicePlan] = []
    /// ARNs of revisions, by service.
    private(set) var revisions: [String: String] = [:]
    private var deadline: Duration

    init(_ engine: Releaser, _ prepared: PreparedRelease) {
        self.engine = engine
        self.prepared = prepared
        deadline = engine.clock.elapsed() + engine.settings.timeout
        record = ReleaseRecord(startedAt: engine.clock.secondsSince1970(), services: prepared.plan.services.map { prepared.entry(of: $0) })
        record.release = prepared.release
    }

    /// One that was interrupted, as its record has it.
    init(_ engine: Releaser, _ prepared: PreparedRelease, _ record: ReleaseRecord) {
        self.init(engine, prepared)
        self.record = record
        revisions = record.services.reduce(into: [:]) { $0[$1.name] = $1.revision }
    }

    private var ecs: ECSClient { engine.clients.ecs }
    private var changed: [ServicePlan] { prepared.plan.services.filter(\.isChanged) }

    /// - Throws: ``ReleaseFailure`` and nothing else.
    mutating func carryOut() async throws -> ReleaseRecord {
        do {
            try await tagUnchanged()
            if prepared.isEmpty { return finished(.unchanged) }
            try await makeLogGroups()
            try await register()
            for wave in prepared.plan.waves {
                let plans = changed.filter { wave.contains($0.name) }
                let unfinished = prepared.plan.services.filter { wave.contains($0.name) && $0.follows }
                if plans.isEmpty && unfinished.isEmpty { continue }
                try await runTasks(before: plans)
                try await release(plans, unfinished)
            }
            try await scale()
            return finished(engine.settings.waiting == .not ? .started : .succeeded)
        } catch is CancellationError {
            throw interruption()
        } catch let error as AWSError {
            throw refusal(error)
        }
    }

    private mutating func finished(_ outcome: ReleaseRecord.Outcome) -> ReleaseRecord {
        record.outcome = outcome
        record.finishedAt = engine.clock.secondsSince1970()
        return record
    }

    /// Ends the record for an error.
    mutating func failure(
        _ code: ReleaseFailure.Code, _ outcome: ReleaseRecord.Outcome, _ summary: String, reason: String? = nil, hint: String? = nil
    ) -> ReleaseFailure {
        ReleaseFailure(code, summary, reason: reason, hint: hint, finished(outcome), postMortems)
    }

    // MARK: Before a service is touched

    private func makeLogGroups() async throws {
        for group in prepared.missingLogGroups {
            do {
                try await engine.clients.logs.createLogGroup(group.name)
            } catch let error as AWSError where error.serviceCode == "ResourceAlreadyExists" {
                continue
            }
            try await engine.clients.logs.putRetentionPolicy(group.name, days: group.retention)
            engine.reporter.step("created the log group \(group.name)")
        }
    }

    private mutating func register() async throws {
        for plan in changed {
            guard let definition = plan.registration else {
                revisions[plan.name] = plan.currentRevision
                continue
            }
            let registered = try await ecs.registerTaskDefinition(definition.fields)
            guard let arn = registered.arn else { continue }
            revisions[plan.name] = arn
            record[plan.name]?.revision = arn
            record.unusedRevisions.append(arn)
            engine.observe(event(plan, .registered(arn)))
        }
    }

    /// Those of one wave: what it stands on runs already.
    private mutating func runTasks(before plans: [ServicePlan]) async throws {
        for plan in plans {
            guard let spec = plan.beforeRelease, let revision = revisions[plan.name], let composed = prepared.composed[plan.name] else {
                continue
            }
            let container = spec.container ?? composed.task.containers.first { $0.isEssential }?.name ?? plan.name
            var task = OneOffTask(cluster: plan.cluster, revision: revision, container: container, command: spec.command)
            task.take(composed.effective)
            let timeout = spec.timeout ?? engine.settings.taskTimeout
            let result = try await OneOffRunner(engine, plan.name, composed.task).run(task, timeout: timeout)
            guard result.exitCode != 0 || result.isTimedOut else { continue }
            throw await undo(afterTaskOf: plan.name, result.words)
        }
    }

    // MARK: Waves

    /// - Parameter unfinished: services whose deployment, begun by an earlier release, goes on: later waves wait for them all the same.
    private mutating func release(_ plans: [ServicePlan], _ unfinished: [ServicePlan]) async throws {
        var deployments: [FollowedDeployment] = []
        do {
            for plan in plans {
                if let deployment = try await tell(plan) { deployments.append(deployment) } else { done.append(plan) }
            }
        } catch let error as AWSError {
            throw await undo(after: error, deployments)
        }
        for plan in unfinished {
            if let deployment = try await joined(plan) { deployments.append(deployment) }
        }
        if engine.settings.waiting == .not { return }
        var follower = WaveFollower(deployments, prepared.context, engine)
        try await follow(&follower)
        // What it waited because it was told to is not taken from later waves.
        deadline += follower.watch.waits
        postMortems += follower.postMortems.sorted { $0.key < $1.key }.map(\.value)
        note(follower.watches)
        switch follower.result {
        case .succeeded: try await prove(follower.watches)
        case .paused:
            try await prove(follower.watches.filter { $0.outcome == .succeeded })
            throw await ending(of: follower)
        case .failed, .timedOut, .displaced, .outOfSight: throw await ending(of: follower)
        }
        done += plans.filter { plan in plan.deploys && deployments.contains { $0.name == plan.name } }
    }

    /// The deployment of an earlier release that a service is at.
    private mutating func joined(_ plan: ServicePlan) async throws -> FollowedDeployment? {
        let address = ServiceAddress(name: plan.name, cluster: plan.cluster, serviceName: plan.serviceName)
        guard let standing = try await ServiceStanding(of: address, ecs), let deployment = standing.deployment else { return nil }
        record[plan.name]?.state = .deploying
        record[plan.name]?.deployment = deployment.arn
        return deployment
    }

    private func follow(_ follower: inout WaveFollower) async throws { try await follower.follow(until: deadline) }

    /// Creates or updates one service.
    /// - Returns: nil when ECS had no deployment to start for it.
    private mutating func tell(_ plan: ServicePlan) async throws -> FollowedDeployment? {
        record[plan.name]?.state = .changing
        let revision = revisions[plan.name] ?? plan.currentRevision ?? ""
        let service =
            plan.action == .create
            ? try await ecs.createService(plan.creation(revision: revision, token: RequestToken().text))
            : try await ecs.updateService(plan.update(revision: plan.registration == nil ? nil : revision))
        record.unusedRevisions.removeAll { $0 == revision }
        let before = plan.action == .create ? nil : prepared.composed[plan.name]?.running?.service
        guard plan.deploys, let deployment = FollowedDeployment(plan.name, cluster: plan.cluster, service, before: before) else {
            record[plan.name]?.state = .succeeded
            try await tag(plan, service.arn)
            return nil
        }
        record[plan.name]?.state = .deploying
        record[plan.name]?.deployment = deployment.arn
        // Once the deployment is on record: whatever becomes of tags, it goes on.
        try await tag(plan, service.arn)
        return deployment
    }

    private mutating func prove(_ watches: [DeploymentWatch]) async throws {
        for watch in watches {
            let name = watch.deployment.name
            let images = prepared.composed[name]?.images ?? [:]
            let wanted = images.compactMapValues { $0.reference.digest?.description }
            let (manifests, unread) = await manifests(of: images)
            do {
                try await DeploymentProof(ecs: ecs, manifests: manifests).prove(watch.deployment, record: watch.record, wanted: wanted)
            } catch let error as ProofError {
                // What differs may be one platform of an index that could not be read: no reason to call a good release bad.
                if let unread, manifests[error.wanted] == nil {
                    engine.reporter.warn("\(name): not compared with what was pushed: \(unread)")
                    continue
                }
                record[name]?.state = .failed
                throw failure(.unproven, .failed, error.summary, reason: error.reason, hint: error.hint)
            }
        }
    }

    /// The manifests below each image, by its digest, without those that could not be read; and why one could not.
    private func manifests(of images: [String: ResolvedImage]) async -> ([String: Set<String>], unread: String?) {
        var manifests: [String: Set<String>] = [:]
        var unread: String?
        for image in images.values {
            guard let digest = image.reference.digest?.description else { continue }
            do { manifests[digest] = try await engine.images.manifests(of: image) } catch {
                unread = (error as? any UserFacingError)?.summary ?? "\(error)"
            }
        }
        return (manifests, unread)
    }

    // MARK: Tags

    private func tagUnchanged() async throws {
        for plan in prepared.plan.services where !plan.isChanged {
            try await tag(plan, prepared.composed[plan.name]?.running?.service.fields["serviceArn"]?.string)
        }
    }

    /// No release is worse for a tag that is not set.
    private func tag(_ plan: ServicePlan, _ arn: String?) async throws {
        guard let arn else { return }
        do {
            try await ecs.tagResource(arn, plan.newTags)
            let tags = prepared.composed[plan.name]?.running?.service.tags ?? [:]
            if plan.isChanged, tags[RestartedService.tag] != nil { try await ecs.untagResource(arn, [RestartedService.tag]) }
        } catch let error as AWSError {
            engine.reporter.warn("the service '\(plan.serviceName)' keeps its tags: \(error.summary)", hint: error.hint)
        }
    }

    func event(_ plan: ServicePlan, _ kind: RolloutEvent.Kind) -> RolloutEvent {
        RolloutEvent(service: plan.name, at: Double(engine.clock.secondsSince1970()), kind: kind)
    }
}

extension PreparedRelease {
    /// The record of a service that nothing has been done to yet.
    func entry(of plan: ServicePlan) -> ReleaseRecord.Entry {
        var entry = ReleaseRecord.Entry(name: plan.name, cluster: plan.cluster, service: plan.serviceName, action: plan.action)
        if plan.action == .nothing { entry.state = .unchanged }
        entry.previousRevision = plan.follows ? plan.replacedRevision : plan.currentRevision
        entry.revision = plan.registration == nil ? plan.currentRevision : nil
        entry.images = (composed[plan.name]?.task.containers ?? []).reduce(into: [:]) { images, container in
            if let name = container.name { images[name] = container.image }
        }
        return entry
    }

    var context: WaveFollower.Context {
        WaveFollower.Context(
            tasks: composed.mapValues(\.task),
            previousRevisions: Dictionary(
                plan.services.compactMap { plan in (plan.follows ? plan.replacedRevision : plan.currentRevision).map { (plan.name, $0) } }
            ) { $1 },
            created: Set(plan.services.filter { $0.action == .create || $0.follows && $0.isFirst }.map(\.name)))
    }
}
