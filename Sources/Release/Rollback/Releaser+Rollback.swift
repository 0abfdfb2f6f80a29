extension Releaser {
    /// Finds the way back for services; changes nothing.
    /// - Throws: ``ServiceMissing``, `AWSError`.
    package func prepareRollback(_ services: [ServiceAddress]) async throws -> RollbackPlan {
        try await RollbackPlanner(self).plan(services)
    }

    /// Goes back, wave by wave, and follows each to its end.
    /// - Throws: ``ReleaseFailure``, with what was done up to then.
    package func carryOut(_ plan: RollbackPlan) async throws -> ReleaseRecord {
        var run = FollowRun(self, plan.steps.map(\.service))
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
}
