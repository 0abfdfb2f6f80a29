import AWS

/// Taking back a release that was interrupted: what it touched goes back to what was before it, and nothing else does.
extension ReleaseRun {
    /// What an interrupted release has left of one service.
    private enum Remains {
        /// Its own deployment goes on.
        case goesOn(FollowedDeployment)
        /// It is being taken back already.
        case returns(FollowedDeployment)
        /// Nothing goes on.
        case rests
        case gone
        /// Another deployment has taken its place.
        case displaced(String?)
    }

    mutating func takeAllBack() async -> ReleaseFailure {
        let touched = prepared.plan.services.filter { plan in record.touched.contains { $0.name == plan.name } }
        do {
            let own = try await settle(touched)
            for plan in own.reversed() { try await restore(plan) }
        } catch {
            return failed("interrupted", [Self.words(error)])
        }
        if record.services.contains(where: { $0.state == .failed }) { return failed("interrupted", []) }
        return failure(.interrupted, .interrupted, touched.isEmpty ? "interrupted; no service was touched" : "interrupted; \(back)")
    }

    /// Stops what goes on, and waits until nothing does.
    /// - Returns: those that are still ours to take back.
    private mutating func settle(_ touched: [ServicePlan]) async throws -> [ServicePlan] {
        var going: [FollowedDeployment] = [], returning: [FollowedDeployment] = [], own: [ServicePlan] = []
        for plan in touched {
            switch try await remains(of: plan) {
            case .goesOn(let deployment): going.append(deployment)
            case .returns(let deployment): returning.append(deployment)
            case .rests: break
            case .gone:
                record[plan.name]?.state = plan.action == .create ? .untouched : .failed
                if plan.action != .create { troubles[plan.name] = "the service was deleted" }
                continue
            case .displaced(let other):
                record[plan.name]?.state = .failed
                troubles[plan.name] = "another deployment\(other.map { ", of \($0)," } ?? "") took its place"
                continue
            }
            own.append(plan)
        }
        if !going.isEmpty {
            var follower = WaveFollower(going, prepared.context, engine)
            try await follower.giveUp()
            note(follower.watches)
            // What ECS could not take back it would not take back for us either.
            let lost = follower.watches.filter { watch in
                switch watch.outcome {
                case .rollbackFailed, .superseded, .deleted, .clusterGone: true
                default: false
                }
            }.map(\.deployment.name)
            own.removeAll { $0.action != .create && lost.contains($0.name) }
        }
        if !returning.isEmpty {
            var watch = RolloutWatch(returning, engine)
            try await watch.follow(until: engine.clock.elapsed() + engine.settings.timeout, pauses: .goOn)
        }
        return own
    }

    private func remains(of plan: ServicePlan) async throws -> Remains {
        let address = ServiceAddress(name: plan.name, cluster: plan.cluster, serviceName: plan.serviceName)
        guard let standing = try await ServiceStanding(of: address, engine.clients.ecs) else { return .gone }
        let before = prepared.composed[plan.name]?.running
        let wanted = revisions[plan.name] ?? plan.currentRevision
        let now = standing.service.taskDefinition
        if now != wanted, now != before?.revision { return .displaced(now.map(DeploymentWatch.shortName)) }
        guard !standing.isOver, let deployment = standing.deployment else { return .rests }
        let told = record[plan.name]?.deployment, old = before?.service.fields["currentServiceDeployment"]?.string
        if let told, told == deployment.arn { return .goesOn(deployment) }
        // Begun before us, and not by us.
        if deployment.arn == old, deployment.arn != nil { return .rests }
        if told == nil, now == wanted { return .goesOn(deployment) }
        return .returns(deployment)
    }

    private mutating func restore(_ plan: ServicePlan) async throws {
        guard plan.action != .create else { return try await takeBack(plan) }
        let now = try await FactsGatherer.describe([plan.serviceName], in: plan.cluster, engine)[plan.serviceName]
        if record[plan.name]?.state != .rolledBack { record[plan.name]?.state = .changing }
        try await takeBack(plan, from: now)
    }
}
