/// What happens by itself during a simulation.
extension World {
    /// Sets the clocks of what happens to the service that is deployed first.
    func plan(for service: ServiceState) {
        guard firstDeployed == nil, scenario.services?.contains(service.name) ?? true else { return }
        firstDeployed = service
        happenings = scenario.happenings.map { (now + $0.after, $0.what) }.sorted { $0.due < $1.due }
    }

    /// Lets happen what is due.
    func happen() {
        while let next = happenings.first, next.due <= now {
            happenings.removeFirst()
            cause(next.what)
        }
    }

    private func cause(_ what: Scenario.Happening.What) {
        if what == .alarm { alarmsInAlarm.formUnion(account.alarms) }
        guard let service = firstDeployed, service.status == "ACTIVE" else { return }
        switch what {
        case .alarm: break
        case .someoneDeploys:
            if let good = service.lastGood { service.definition = good.revision.definition }
            deploy(service)
        case .someoneDeletesTheService: remove(service)
        case .oldTasksAreLost:
            for task in service.alive where task.deployment !== service.primary {
                stop(task, "InfrastructureHealth", CannedWords.lostHost, of: service)
            }
        }
        wake(service, at: now)
    }

    /// Fills the list of events, so that what matters falls out of it.
    func addNoise(to service: ServiceState, _ record: ServiceDeploymentState) {
        for _ in 0..<scenario.eventsASecond { say(service, "operations are being throttled on elb. Will try again later.") }
        if scenario.eventsASecond > 0 { record.due = now + 1 }
    }

    /// Begins to delete a service: its tasks are stopped, then it is gone.
    func remove(_ service: ServiceState) {
        service.status = "DRAINING"
        service.desiredCount = 0
        for task in service.alive {
            stop(task, "ServiceSchedulerInitiated", "Service \(service.name) was deleted", of: service)
        }
        for record in service.history where !record.status.isFinal { end(record, .stopped, "Service was deleted.") }
        wake(service, at: now)
    }
}
