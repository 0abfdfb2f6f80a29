import AWS
import Diagnostics
import JSON

extension ReleaseRun {
    mutating func note(_ watches: [DeploymentWatch]) {
        record.note(watches)
        for watch in watches { troubles[watch.deployment.name] = watch.outcome?.reason }
    }

    /// `llm-chat-backend:2 is registered, and no service uses it`; nil without such a revision.
    var unused: String? {
        let names = record.unusedRevisions.map(DeploymentWatch.shortName)
        return names.isEmpty
            ? nil
            : "\(names.joined(separator: ", ")) \(names.count == 1 ? "is" : "are") registered, and no service uses \(names.count == 1 ? "it" : "them")"
    }

    /// The error for a wave that did not succeed, after its set has been taken back where that is the thing to do.
    mutating func ending(of follower: WaveFollower) async -> ReleaseFailure {
        let watches = follower.watches
        switch follower.result {
        case .succeeded, .failed:
            let culprits = postMortems.map(\.service)
            let place = culprits.isEmpty ? "" : " at " + Self.list(culprits)
            return await takenBack(watches, .rolledBack, .rolledBack, "the release failed" + place)
        case .timedOut:
            if engine.settings.overtime == .rollBack {
                return await takenBack(watches, .timedOut, .timedOut, "the release was not ready in time")
            }
            return failure(.timedOut, .timedOut, WaveWords.late(watches, causes()))
        case .paused:
            let left = record.services.filter { $0.state == .untouched }.map(\.name)
            let words = WaveWords.paused(watches, engine.settings.naming)
            let rest = left.isEmpty ? "" : "; then `imgship release` for \(Self.list(left))"
            return failure(.paused, .paused, words.summary, reason: words.reason, hint: (words.hint ?? "") + rest)
        case .displaced:
            return displaced(watches)
        case .outOfSight: return failure(.outOfSight, .failed, WaveWords.outOfSight(watches))
        }
    }

    /// Whoever did it is in charge now: taking the others back would be one more hand at the wheel.
    private mutating func displaced(_ watches: [DeploymentWatch]) -> ReleaseFailure {
        failure(.displaced, .failed, WaveWords.displaced(watches))
    }

    private mutating func failure(_ code: ReleaseFailure.Code, _ outcome: ReleaseRecord.Outcome, _ words: WaveWords) -> ReleaseFailure {
        failure(code, outcome, words.summary, reason: words.reason, hint: words.hint)
    }

    /// An update that AWS refused: what was told before goes back.
    mutating func undo(after error: AWSError, _ deployments: [FollowedDeployment]) async -> ReleaseFailure {
        let name = record.services.first { $0.state == .changing }?.name
        if let name { record[name]?.state = .untouched }
        if done.isEmpty, deployments.isEmpty { return refusal(error) }
        var follower = WaveFollower(deployments, prepared.context, engine)
        do {
            try await follower.giveUp()
        } catch {
            return interruption()
        }
        note(follower.watches)
        return await takenBack(
            follower.watches, .rolledBack, .rolledBack, error.summary, reason: [error.reason].compactMap(\.self), hint: error.hint)
    }

    /// A task before a release that failed: services of earlier waves go back.
    mutating func undo(afterTaskOf name: String, _ words: String) async -> ReleaseFailure {
        let summary = "the task before the release of '\(name)' failed"
        let touched = record.touched.map(\.name)
        if touched.isEmpty {
            var failure = failure(.taskFailed, .failed, summary + "; no service was touched", reason: words, hint: unused)
            failure.leftAll = true
            return failure
        }
        if done.isEmpty {
            // Nobody waited for them: they may be going on.
            return failure(.taskFailed, .failed, summary, reason: words + "\ntold to change before: \(Self.list(touched))", hint: unused)
        }
        return await takenBack([], .rolledBack, .rolledBack, summary, reason: [words], hint: unused)
    }

    /// Takes the set back, in reverse order, and says what came of it.
    private mutating func takenBack(
        _ watches: [DeploymentWatch], _ code: ReleaseFailure.Code, _ outcome: ReleaseRecord.Outcome, _ summary: String,
        reason: [String] = [], hint: String? = nil
    ) async -> ReleaseFailure {
        let here = watches.map(\.deployment.name)
        let lost = watches.filter { if case .rollbackFailed = $0.outcome { true } else { false } }.map(\.deployment.name)
        let plans = prepared.plan.services.filter { here.contains($0.name) }
        do {
            // Those of this wave are equal among themselves; those before it come after it.
            // What ECS could not take back it would not take back for us either.
            for plan in plans.reversed() + done.reversed() where plan.action == .create || !lost.contains(plan.name) {
                try await takeBack(plan)
            }
        } catch is CancellationError {
            return interruption()
        } catch {
            return failed(summary, reason + [Self.words(error)])
        }
        let failures = record.services.filter { $0.state == .failed }.map(\.name)
        if !failures.isEmpty { return failed(summary, reason) }
        return failure(
            code, outcome, "\(summary); \(back)", reason: (reason + [causes()].compactMap(\.self)).joined(separator: "\n"),
            hint: hint
                ?? (record.services.contains { $0.state == .stopped } ? "the next release starts the tasks of a new service again" : nil))
    }

    mutating func failed(_ summary: String, _ reason: [String]) -> ReleaseFailure {
        let states = record.services.map { "\($0.name): \(state(of: $0))" }
        return failure(
            .rollbackFailed, .failed, "\(summary), and could not be rolled back",
            reason: ([causes()].compactMap(\.self) + reason + states).joined(separator: "\n"),
            hint: "see `imgship status`, then `imgship rollback` or release again")
    }

    private func state(of entry: ReleaseRecord.Entry) -> String {
        switch entry.state {
        case .failed:
            let old = entry.previousRevision.map(DeploymentWatch.shortName) ?? "what ran before"
            return "\(old) could not be brought back" + (troubles[entry.name].map { ": \($0)" } ?? "")
        case .rolledBack: return "back" + Self.to(entry)
        case .stopped: return "new, has no tasks any more"
        case .untouched, .unchanged: return "not touched"
        case .changing, .deploying, .paused, .succeeded:
            return "at " + (entry.revision.map(DeploymentWatch.shortName) ?? "the new revision")
        }
    }

    /// `'backend' is back at llm-chat-backend:41, 'frontend', which is new, has no tasks any more`
    var back: String {
        let returned = record.services.filter { $0.state == .rolledBack }
        let stopped = record.services.filter { $0.state == .stopped }
        var parts = returned.count > 4 ? ["\(returned.count) services are back"] : returned.map { "'\($0.name)' is back\(Self.to($0))" }
        if !stopped.isEmpty {
            parts.append("\(Self.list(stopped.map(\.name))), which \(stopped.count == 1 ? "is" : "are") new, has no tasks any more")
        }
        return parts.isEmpty ? "nothing was changed" : parts.joined(separator: ", ")
    }

    private static func to(_ entry: ReleaseRecord.Entry) -> String {
        entry.previousRevision.map { " at \(DeploymentWatch.shortName($0))" } ?? ""
    }

    private func causes() -> String? {
        postMortems.isEmpty ? nil : postMortems.map { "\($0.service): \($0.cause.headline)" }.joined(separator: "\n")
    }

    static func list(_ names: [String]) -> String { names.map { "'\($0)'" }.joined(separator: ", ") }

    static func words(_ error: any Error) -> String {
        guard let error = error as? any UserFacingError else { return "\(error)" }
        return error.summary + (error.reason.map { ": \($0)" } ?? "")
    }

    // MARK: One service

    /// - Parameter now: how it is, where some of it may be back already; only what differs is sent then.
    mutating func takeBack(_ plan: ServicePlan, from now: RunningService? = nil) async throws {
        if plan.action == .create { return try await park(plan) }
        if !plan.isChanged {
            // An earlier release's, which came as far as it came.
            if plan.follows, plan.isFirst, record[plan.name]?.state == .failed { try await park(plan) }
            return
        }
        guard let running = prepared.composed[plan.name]?.running else { return }
        let isBack = record[plan.name]?.state == .rolledBack
        guard let request = Restoration(of: plan, before: running, from: now).request(for: plan, afterRollback: isBack) else {
            if now != nil || record[plan.name]?.state == .succeeded { record[plan.name]?.state = .rolledBack }
            return
        }
        let before = try await engine.clients.ecs.describeServices([plan.serviceName], in: plan.cluster).found.first
        let service = try await engine.clients.ecs.updateService(request)
        let definition = before.map { ServiceDefinition($0.json.object ?? [:]) }
        if !isBack, let deployment = FollowedDeployment(plan.name, cluster: plan.cluster, service, before: definition) {
            var watch = RolloutWatch([deployment], engine)
            // What brings the old back waits for nobody.
            try await watch.follow(until: engine.clock.elapsed() + engine.settings.timeout, pauses: .goOn)
            guard watch[0].outcome == .succeeded else {
                record[plan.name]?.state = .failed
                return
            }
        }
        record[plan.name]?.state = .rolledBack
    }

    /// A service that did not exist before is left without tasks: deleting it would take its diary along.
    private mutating func park(_ plan: ServicePlan) async throws {
        let ecs = engine.clients.ecs
        let service = try await ecs.updateService([
            "cluster": .string(plan.cluster), "service": .string(plan.serviceName), "desiredCount": 0,
        ])
        record[plan.name]?.state = .stopped
        guard let arn = service.arn else { return }
        do {
            try await ecs.tagResource(arn, [RestartedService.tag: "\(plan.arithmetic.desired)"])
        } catch is AWSError {
            engine.reporter.warn(
                "'\(plan.name)' has no tasks, and the next release will not start them by itself", hint: "give it a 'desired'")
        }
    }

    // MARK: Errors from outside

    mutating func interruption() -> ReleaseFailure {
        let going = record.services.filter { [.deploying, .changing].contains($0.state) }.map(\.name)
        let changed = record.services.filter { [.succeeded, .deploying, .changing].contains($0.state) }.map(\.name)
        return failure(
            .interrupted, .interrupted, going.isEmpty ? "interrupted" : "interrupted; the rollout of \(Self.list(going)) goes on",
            reason: changed.isEmpty ? "no service was touched" : "told to change: \(Self.list(changed))",
            hint: going.isEmpty ? nil : "follow it with `imgship release --follow`, or undo it with `imgship rollback`")
    }

    mutating func refusal(_ error: AWSError) -> ReleaseFailure {
        let touched = record.touched.map(\.name)
        let state = touched.isEmpty ? "no service was touched" : "told to change before: \(Self.list(touched))"
        var failure = failure(
            .refused, .failed, error.summary, reason: [error.reason, state, unused].compactMap(\.self).joined(separator: "\n"),
            hint: error.hint)
        failure.leftAll = touched.isEmpty
        return failure
    }
}

extension RolloutWatch {
    /// Looks until all is over, and intervenes in nothing but pauses.
    mutating func follow(until deadline: Duration, pauses: ReleaseSettings.Pauses = .stop) async throws {
        while true {
            try await look()
            if open.isEmpty { return }
            if pauses == .goOn { try await goOn() }
            if isOver(deadline) { return close(.timedOut) }
            try await pause()
        }
    }
}
