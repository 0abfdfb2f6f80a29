/// Whether a deployment has failed, has succeeded, or must be undone.
extension World {
    /// Counts a task that did not get to run.
    /// - Parameter pause: seconds until the next try, at least.
    func countFailure(of deployment: DeploymentState, _ service: ServiceState, pause: Int = 0) {
        deployment.failedTasks += 1
        deployment.updatedAt = now
        service.hasSettled = false
        let inARow = deployment.failedTasks
        // ECS waits longer and longer, at most 27 minutes.
        let patience = inARow < 3 ? 0 : min(10 << min(inARow - 3, 8), 1620)
        deployment.nextLaunch = now + max(pause, patience)
        if inARow == 3, !deployment.hasComplained {
            deployment.hasComplained = true
            say(service, "is unable to consistently start tasks successfully.")
        }
        wake(service, at: deployment.nextLaunch)
    }

    /// Takes the next step of a record that is due: start it, or do what was asked of it.
    func proceed(_ record: ServiceDeploymentState, of service: ServiceState) {
        record.due = .never
        record.updatedAt = now
        switch record.status {
        case .pending:
            record.status = .inProgress
            record.startedAt = now
            if !isSeeding, scenario.eventsASecond > 0 { record.due = now + 1 }
        case .stopRequested: end(record, .stopped)
        case .rollbackRequested:
            rollBack(record, of: service, reason: "Service deployment rolled back because of a user request.", words: "user request")
        case .inProgress, .rollbackInProgress: addNoise(to: service, record)
        default: break
        }
    }

    /// Ends a deployment that has failed too often, or whose alarms have gone off.
    func judge(_ service: ServiceState) {
        guard let record = service.current, let primary = service.primary else { return }
        let bounds = service.bounds
        if record.status == .rollbackInProgress, primary.state == .inProgress, primary.failedTasks >= bounds.threshold {
            primary.state = .failed
            primary.reason = "ECS deployment circuit breaker: tasks failed to start."
            say(service, "(deployment \(primary.id)) deployment failed: tasks failed to start.")
            return end(record, .rollbackFailed, "Service deployment rollback failed because the circuit breaker threshold was exceeded.")
        }
        guard record.status == .inProgress, primary.state == .inProgress else { return }
        if bounds.hasBreaker, primary.failedTasks >= bounds.threshold {
            record.breakerHasTripped = true
            fail(
                record, of: service, "tasks failed to start", CannedWords.breakerTripped, words: "circuit breaker",
                rollsBack: bounds.rollsBack)
        } else if let names = triggered(record, service) {
            record.triggeredAlarms = names
            let rollsBack = service.deploymentSettings?["alarms"]?["rollback"]?.bool ?? false
            fail(
                record, of: service, "alarm detected", "Service deployment rolled back because an alarm was detected.", words: "alarm",
                rollsBack: rollsBack)
        }
    }

    private func triggered(_ record: ServiceDeploymentState, _ service: ServiceState) -> [String]? {
        guard let alarms = service.deploymentSettings?["alarms"], alarms["enable"]?.bool ?? false else { return nil }
        let names = (alarms["alarmNames"]?.strings ?? []).filter { alarmsInAlarm.contains($0) && !record.ignoredAlarms.contains($0) }
        return names.isEmpty ? nil : names
    }

    private func fail(
        _ record: ServiceDeploymentState, of service: ServiceState, _ what: String, _ reason: String, words: String, rollsBack: Bool
    ) {
        say(service, "(deployment \(record.deployment.id)) deployment failed: \(what).")
        if rollsBack { return rollBack(record, of: service, reason: reason, words: words) }
        record.deployment.state = .failed
        record.deployment.reason = "ECS deployment \(words): \(what)."
        end(record, .stopped, "Service deployment stopped: \(what).")
    }

    /// All that a deployment wants is there: it has succeeded, unless its alarms are still watched.
    func finish(_ primary: DeploymentState, of service: ServiceState) {
        if let record = service.current, record.status == .inProgress, record.shift == nil,
            service.deploymentSettings?["alarms"]?["enable"]?.bool ?? false
        {
            // With alarms, ECS goes on watching them for a while.
            guard let baked = record.bakesUntil else {
                record.bakesUntil = now + 60
                return wake(service, at: now + 60)
            }
            guard baked <= now else { return wake(service, at: baked) }
        }
        primary.state = .completed
        primary.reason = "ECS deployment \(primary.id) completed."
        primary.updatedAt = now
        primary.revision.isProven = true
        service.lastGood = primary
        say(service, "(deployment \(primary.id)) deployment completed.")
        guard let record = service.current, !record.status.isFinal else { return }
        let isRollback = record.status == .rollbackInProgress
        end(record, isRollback ? .rollbackSuccessful : .successful, isRollback ? record.rollback?.reason : nil)
    }

    func end(_ record: ServiceDeploymentState, _ status: ServiceDeploymentState.Status, _ reason: String? = nil) {
        record.failureCount = record.deployment.failedTasks
        record.status = status
        record.statusReason = reason ?? record.statusReason
        record.finishedAt = now
        record.updatedAt = now
        if status == .stopped { record.stoppedAt = now }
        record.due = .never
    }
}
