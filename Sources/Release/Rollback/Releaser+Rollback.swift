extension Releaser {
    /// Finds the way back for services; changes nothing.
    /// - Parameters:
    ///   - revision: of the only service: its number, `FAMILY:NUMBER` or ARN; nil for what ran before.
    ///   - scope: which of several services go back.
    /// - Throws: ``ServiceMissing``, ``RevisionUnusable``, ``ReleaseUnknown``, `AWSError`.
    package func prepareRollback(
        _ services: [ServiceAddress], to revision: String? = nil, _ scope: RollbackScope = .each
    ) async throws -> RollbackPlan {
        let planner = RollbackPlanner(self)
        guard let revision else { return try await planner.plan(services, scope) }
        return RollbackPlan(waves: try await [planner.steps(of: services, to: revision)])
    }

    /// Goes back, wave by wave, and follows each to its end.
    /// - Throws: ``ReleaseFailure``, with what was done up to then.
    package func carryOut(_ plan: RollbackPlan) async throws -> ReleaseRecord {
        // What brings the old back waits for nobody.
        var engine = self
        engine.settings.pauses = .goOn
        var run = FollowRun(engine, plan.steps.map(\.service))
        return try await run.guarded { run in
            for wave in plan.waves { try await run.goBack(wave) }
        }
    }

    /// Takes back what was followed until it was interrupted; what runs something else by now is left alone.
    /// - Returns: what to end with: a failure that says how everything is.
    /// - Throws: ``ServiceMissing``, `AWSError`: nothing was changed then.
    package func takeBack(followed record: ReleaseRecord) async throws -> ReleaseFailure {
        let followed = record.services.filter { [.deploying, .paused, .succeeded].contains($0.state) }
        let addresses = followed.map { ServiceAddress(name: $0.name, cluster: $0.cluster, serviceName: $0.service) }
        let plan = try await prepareRollback(addresses)
        let own = plan.waves.map { wave in wave.filter { $0.current == record[$0.service.name]?.revision } }
        do {
            let back = try await carryOut(RollbackPlan(waves: own))
            let names = back.touched.map { "'\($0.name)'" }
            let words = names.isEmpty ? "nothing was rolled back" : "rolled back: \(names.joined(separator: ", "))"
            return ReleaseFailure(.interrupted, "interrupted; " + words, back)
        } catch let failure as ReleaseFailure {
            return failure
        }
    }

    /// Picks up the deployment that each service is at, whoever started it, and follows it to its end.
    /// - Throws: ``ReleaseFailure``, ``ServiceMissing``.
    package func follow(_ services: [ServiceAddress]) async throws -> ReleaseRecord {
        var run = FollowRun(self, services)
        return try await run.guarded { try await $0.followCurrent(services) }
    }

    /// Continues the deployments that wait for someone, and follows all that services are at, to their end or the next pause.
    /// - Throws: ``ReleaseFailure``, ``ServiceMissing``.
    package func goOn(_ services: [ServiceAddress]) async throws -> ReleaseRecord {
        var run = FollowRun(self, services)
        return try await run.guarded { try await $0.followCurrent(services, goesOn: true) }
    }
}
