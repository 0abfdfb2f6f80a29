import AWS
import Configuration
import Diagnostics
import HTTP

/// Releases services: looks, checks, plans, changes, follows, and proves.
package struct Releaser: Sendable {
    package let clients: ReleaseClients
    package var settings: ReleaseSettings
    let images: any ImageFacts
    let clock: RetryClock
    let reporter: any Reporter
    let observe: RolloutObserver

    /// - Parameters:
    ///   - clock: what is waited by.
    ///   - observe: told what happens to services; ``Reporter`` gets what concerns none of them.
    package init(
        _ clients: ReleaseClients, images: any ImageFacts, settings: ReleaseSettings = ReleaseSettings(), clock: RetryClock = .system,
        reporter: any Reporter = SilentReporter(), observe: @escaping RolloutObserver = { _ in }
    ) {
        self.clients = clients
        self.images = images
        self.settings = settings
        self.clock = clock
        self.reporter = reporter
        self.observe = observe
    }

    /// Looks at AWS, composes, checks and plans; changes nothing.
    /// - Throws: ``ReleaseRefusal`` with all findings at once; ``DefinitionError``, `AWSError`.
    package func prepare(_ request: ReleaseRequest) async throws -> PreparedRelease {
        let facts = try await FactsGatherer(self, request).gather()
        let composer = ReleaseComposer(
            request.project, to: request.destination, facts: facts, provenance: request.provenance, read: request.read)
        let release = ReleaseMark.name(at: clock.secondsSince1970())
        var composed: [ComposedService] = []
        for service in try composer.compose(request.services) {
            let pinned = RestartedService.resumed(try await ImagePinning(images).pin(service))
            var labelled = try await RequestLabels(clients.loadBalancing).labelled(pinned)
            labelled.now = Int(clock.secondsSince1970())
            composed.append(ReleaseMark(release: release, before: labelled.running).marking(labelled))
        }
        let retentions = LogRetentions(request.project.services)
        return try await checked(release, composed, unset: request.project.unsetVariables, retentions)
    }

    /// As ``prepare(_:)-(ReleaseRequest)``, for a service that is in no file.
    /// - Throws: also ``DefinitionError`` `.unknownContainer`, and ``ServiceMissing``.
    package func prepare(_ change: ImageChange) async throws -> PreparedRelease {
        let composed = try await FactsGatherer.compose(change, self)
        let release = ReleaseMark.name(at: clock.secondsSince1970())
        let marked = ReleaseMark(release: release, before: composed.running).marking(composed)
        return try await checked(release, [marked], unset: [], LogRetentions([:]))
    }

    private func checked(
        _ release: String, _ composed: [ComposedService], unset: [UnsetVariable], _ retentions: LogRetentions
    ) async throws -> PreparedRelease {
        let inspection = OnlineInspection(self)
        let offline = ReleaseChecks.findings(in: composed, unset: unset)
        // What is wrong already would only be said once more.
        let online = try await inspection.findings(in: composed)
        var seen: Set<ReleaseFinding> = []
        let findings = (offline + online + returning(composed)).filter { seen.insert($0).inserted }
        if let refusal = ReleaseRefusal(findings) { throw refusal }
        return PreparedRelease(
            release, composed, isForced: settings.isForced, warnings: findings,
            missingLogGroups: try await inspection.missingLogGroups(composed, retentions))
    }

    /// What is wanted is what ECS is going back to: there is nothing to do, and it does not run yet.
    private func returning(_ services: [ComposedService]) -> [ReleaseFinding] {
        services.filter { service in
            let plan = ServicePlan(service, isForced: settings.isForced)
            return plan.rollout == .goingBack && !plan.deploys
        }.map { service in
            Subject(service, "going-back").error(
                "it is on its way back to what is wanted, and not there yet",
                remedy: "wait for it with `\(settings.naming.command("release --follow", [service.name]))`, then release again")
        }
    }

    /// Takes back what a release has done that was interrupted, as its own record has it; whoever deployed over it is left in charge.
    /// - Returns: what to end with: a failure that says how everything is.
    package func takeBack(_ prepared: PreparedRelease, _ record: ReleaseRecord) async -> ReleaseFailure {
        var run = ReleaseRun(self, prepared, record)
        return await run.takeAllBack()
    }

    /// Does what was planned, and follows it to its end.
    /// - Throws: ``ReleaseFailure``, with what was done up to then.
    package func carryOut(_ prepared: PreparedRelease) async throws -> ReleaseRecord {
        var run = ReleaseRun(self, prepared)
        return try await run.carryOut()
    }
}
