extension Releaser {
    /// Finds the way back for services; changes nothing.
    /// - Parameter revision: of the only service: its number, `FAMILY:NUMBER` or ARN; nil for what was the last success.
    /// - Throws: ``ServiceMissing``, ``RevisionUnusable``, `AWSError`.
    package func prepareRollback(_ services: [ServiceAddress], to revision: String? = nil) async throws -> RollbackPlan {
        let planner = RollbackPlanner(self)
        guard let revision else { return try await planner.plan(services) }
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
