import JSON

/// New deployments, and the way back from one.
extension World {
    /// What makes one deployment differ from another.
    /// - Source: the ECS API, `UpdateService`: which parameters trigger a deployment.
    static let deploymentFields = [
        "networkConfiguration", "platformVersion", "loadBalancers", "serviceRegistries", "serviceConnectConfiguration",
        "volumeConfigurations",
        "vpcLatticeConfigurations", "capacityProviderStrategy", "launchType", "propagateTags", "enableExecuteCommand",
    ]

    /// Begins to replace the tasks of a service; a deployment that is under way is given up.
    func deploy(_ service: ServiceState) {
        let revision = makeRevision(service)
        let sources = service.deployments.filter { $0.state == .completed || service.tasks(of: $0).contains(where: \.isRunning) }.map(
            \.revision)
        let deployment = DeploymentState(
            id: "ecs-svc/\(random.digits(19))", revision: revision, script: script(for: revision, of: service), now: now, firstLaunch: now)
        for older in service.deployments { older.isPrimary = false }
        service.deployments.insert(deployment, at: 0)
        let isBusy = service.current.map { !$0.status.isFinal } ?? false
        if isBusy, let running = service.current { supersede(running) }
        let record = ServiceDeploymentState(
            arn: arn("service-deployment/\(service.cluster.name)/\(service.name)/\(random.word(21))"), deployment: deployment,
            sources: sources, ignoredAlarms: alarmsInAlarm, now: now, due: now + (isBusy ? 4 : 1))
        record.shift = shift(for: service)
        if record.shift != nil { deployment.usesAlternate = service.lastGood?.usesAlternate == false }
        service.history.insert(record, at: 0)
        service.hasSettled = false
        if !isSeeding { plan(for: service) }
    }

    private func supersede(_ record: ServiceDeploymentState) {
        record.status = .stopRequested
        record.statusReason = "Service deployment was stopped because a newer service deployment was started."
        record.updatedAt = now
        record.due = now + 3
    }

    private func makeRevision(_ service: ServiceState) -> RevisionState {
        let settings = service.settings.filter { Self.deploymentFields.contains($0.key) }
        // The same again is proven by what it was before.
        let twin = service.revisions.first { $0.definition === service.definition && $0.settings == settings }
        let revision = RevisionState(
            arn: arn("service-revision/\(service.cluster.name)/\(service.name)/\(random.digits(19))"), definition: service.definition,
            settings: settings, images: resolvedImages(of: service.definition), createdAt: now)
        revision.isProven = twin?.isProven ?? false
        service.revisions.append(revision)
        return revision
    }

    /// What befalls tasks of a revision: nothing, when it has run before or the scenario is about other services.
    private func script(for revision: RevisionState, of service: ServiceState) -> TaskScript {
        if let trouble = naturalTrouble(of: revision.definition, revision.settings) { return TaskScript(trouble) }
        guard !isSeeding, !revision.isProven, scenario.services?.contains(service.name) ?? true else { return .runs }
        return scenario.tasks
    }

    /// Makes the last deployment that succeeded the primary again.
    func rollBack(_ record: ServiceDeploymentState, of service: ServiceState, reason: String, words: String) {
        record.deployment.state = .failed
        record.deployment.isPrimary = false
        record.deployment.updatedAt = now
        record.deployment.reason =
            words == "circuit breaker" ? "ECS deployment circuit breaker: tasks failed to start." : "ECS deployment failed: \(words)."
        service.hasSettled = false
        record.failureCount = record.deployment.failedTasks
        guard let good = service.lastGood else { return end(record, .rollbackFailed, CannedWords.noCandidate) }
        record.status = .rollbackInProgress
        record.statusReason = reason
        record.rollback = (reason, now, good.revision)
        record.updatedAt = now
        good.isPrimary = true
        good.state = .inProgress
        good.failedTasks = 0
        good.nextLaunch = now
        good.updatedAt = now
        good.reason = "ECS deployment \(words): rolling back to deploymentId \(good.id)."
        if !isSeeding, scenario.services?.contains(service.name) ?? true { good.script = scenario.rollbackTasks }
        service.deployments = [good] + service.deployments.filter { $0 !== good }
        service.definition = good.revision.definition
        for field in Self.deploymentFields { service.settings[field] = good.revision.settings[field] }
        say(service, "rolling back to deployment \(good.id).")
        wake(service, at: now)
    }
}
