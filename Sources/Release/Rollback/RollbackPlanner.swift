import AWS
import JSON

/// Finds what each service ran before: as the release has noted it on the revision, else among the service's deployments.
struct RollbackPlanner {
    let ecs: ECSClient

    init(_ engine: Releaser) { ecs = engine.clients.ecs }

    /// A service, and what it runs.
    private struct Present {
        let address: ServiceAddress
        let service: ECSService
        let definition: ECSTaskDefinition?

        var mark: ReleaseMark { ReleaseMark(tags: definition?.tags ?? [:]) }
        /// A new service that was taken back already: it was left without tasks.
        var isParked: Bool { service.desiredCount == 0 && mark.previous == nil }
    }

    func plan(_ services: [ServiceAddress], _ scope: RollbackScope) async throws -> RollbackPlan {
        let present = try await services.asyncMap(look)
        let release = scope == .each || services.count < 2 ? nil : try newestRelease(of: present)
        var waves: [[RollbackPlan.Step]] = []
        for wave in ServiceAddress.waves(services).reversed() {
            var steps: [RollbackPlan.Step] = []
            for address in wave.reversed() {
                guard let found = present.first(where: { $0.address == address }) else { continue }
                let isMeant = release == nil || found.mark.release == release
                steps.append(try await isMeant ? step(found) : untouched(found))
            }
            waves.append(steps)
        }
        return RollbackPlan(waves: waves)
    }

    private func look(at address: ServiceAddress) async throws -> Present {
        guard let service = try await ecs.describeServices([address.serviceName], in: address.cluster).found.first, service.isActive else {
            throw ServiceMissing(service: address.serviceName, cluster: address.cluster, hint: nil)
        }
        return Present(address: address, service: service, definition: try await definition(service.taskDefinition))
    }

    /// The release that registered the newest revision of those that run: by AWS's clock, then by the moment in its name.
    private func newestRelease(of services: [Present]) throws -> String {
        let marked = services.filter { $0.mark.release != nil && !$0.isParked }
        let order = { (item: Present) in (item.definition?.registeredAt ?? 0, item.mark.release ?? "") }
        guard let release = marked.max(by: { order($0) < order($1) })?.mark.release else {
            throw ReleaseUnknown(services: services.map(\.address.name))
        }
        return release
    }

    private func untouched(_ present: Present) -> RollbackPlan.Step {
        RollbackPlan.Step(
            service: present.address, current: present.service.taskDefinition,
            action: .nothing(because: "which is not of the last release"))
    }

    private func step(_ present: Present) async throws -> RollbackPlan.Step {
        let address = present.address, service = present.service
        let deployments = try await ecs.listServiceDeployments(of: address.serviceName, in: address.cluster, limit: 200)
        let newest = deployments.max { ($0.createdAt ?? 0) < ($1.createdAt ?? 0) }
        let current = service.taskDefinition
        if let newest, let arn = newest.arn, let status = newest.status, !status.isFinal {
            let isBusy = [.pending, .inProgress].contains(status)
            let action: RollbackPlan.Step.Action = isBusy ? .stop(deployment: arn) : .nothing(because: "it is on its way back already")
            return RollbackPlan.Step(service: address, current: current, action: action)
        }
        let revisions = try await ecs.describeServiceRevisions(Set(deployments.compactMap(\.targetRevisionARN)).sorted()).found
        var step = RollbackPlan.Step(
            service: address, current: current, action: try await update(present, RevisionHistory(deployments, revisions)))
        step.wasRolledBack = newest?.status == .rollbackSuccessful
        return step
    }

    /// To what ran before; what failed is no candidate, however recent, and neither is what cannot be deployed any more.
    private func update(_ present: Present, _ history: RevisionHistory) async throws -> RollbackPlan.Step.Action {
        guard let current = present.service.taskDefinition else { return .nothing(because: "it has no task definition") }
        var seen: Set = [current], at = current, definition = present.definition
        while let name = try await before(at, definition, history), seen.insert(name).inserted {
            at = name
            definition = try await self.definition(name)
            guard let definition, definition.status == .active, !history.hasFailed(name) else { continue }
            return .update(revision: name, fields: Self.fields(of: name, over: current, history))
        }
        return .nothing(because: "nothing ran before it, as far as its tags and ECS's history (90 days) tell")
    }

    /// The ARN of what ran before a revision.
    private func before(_ name: String, _ definition: ECSTaskDefinition?, _ history: RevisionHistory) async throws -> String? {
        let mark = ReleaseMark(tags: definition?.tags ?? [:])
        guard mark.release != nil else { return history.before(name) }
        guard let previous = mark.previous else { return nil }
        return try await self.definition(previous)?.arn ?? history.before(name)
    }

    /// Nil for one that is gone.
    private func definition(_ name: String?) async throws -> ECSTaskDefinition? {
        guard let name else { return nil }
        do {
            return try await ecs.describeTaskDefinition(name)
        } catch let error as AWSError where error.isNotFound || error.serviceCode == "ClientException" {
            return nil
        }
    }

    private static func isShifted(_ balancers: JSONValue?) -> Bool {
        (balancers?.array ?? []).contains { ShiftedBalancer($0) != nil }
    }

    /// The settings that a service revision keeps and that differ from those of the one that runs.
    private static func fields(of name: String, over current: String, _ history: RevisionHistory) -> JSONObject {
        let newest = { (name: String) in history.successes.first { $0.taskDefinition == name } }
        guard let running = newest(current), let old = newest(name) else { return [:] }
        var fields: JSONObject = [:]
        for key in ServiceDefinition.deploying where key != "taskDefinition" && old.json[key] != running.json[key] {
            // From before traffic was moved: the strategy of the service would refuse it.
            if key == "loadBalancers", isShifted(running.json[key]), !isShifted(old.json[key]) { continue }
            fields[key] = old.json[key] ?? (running.json[key]?.array != nil ? [] : nil)
        }
        return fields
    }
}

extension Array {
    /// What `transform` gives for each, one after the other.
    fileprivate func asyncMap<Other>(_ transform: (Element) async throws -> Other) async throws -> [Other] {
        var results: [Other] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
