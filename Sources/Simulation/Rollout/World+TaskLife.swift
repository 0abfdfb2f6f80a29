import JSON

/// The life of one task, a step at a time.
extension World {
    func makeTask(_ start: TaskStart) -> TaskState {
        let zones = account.network.subnets.map(\.zone)
        let network = (
            address: "10.0.\(some(1...250)).\(some(4...250))", interface: "eni-\(random.hex(17))",
            zone: account.region + (zones.isEmpty ? "a" : zones[some(0...zones.count - 1)])
        )
        let due = start.script.outcome == .neverStarts ? Moment.never : now + some(start.script.provisioning)
        return TaskState(start, id: random.hex(32), due: due, now: now, network: network)
    }

    /// Lets all that is due happen to a task.
    func step(_ task: TaskState, of service: ServiceState?) {
        while task.wake <= now {
            if task.phase == .running, task.due > now { check(task, of: service) } else { leavePhase(task, of: service) }
        }
    }

    private func leavePhase(_ task: TaskState, of service: ServiceState?) {
        switch task.phase {
        case .provisioning:
            task.pullStartedAt = now
            enter(.pending, task, for: some(task.script.pulling))
        case .pending: leavePending(task, of: service)
        case .activating: beginRunning(task, of: service)
        case .running: break
        case .deactivating:
            task.targets = []
            enter(.stopping, task, for: 3)
        case .stopping:
            for index in task.containers.indices where task.containers[index].exitCode == nil && task.startedAt != nil {
                task.containers[index].exitCode = 0
            }
            task.executionStoppedAt = now
            enter(.deprovisioning, task, for: 5)
        case .deprovisioning:
            task.targets = []
            task.phase = .stopped
            task.stoppedAt = now
            task.due = .never
        case .stopped: task.due = .never
        }
    }

    private func enter(_ phase: TaskState.Phase, _ task: TaskState, for seconds: Int) {
        task.phase = phase
        task.due = now + seconds
    }

    private func leavePending(_ task: TaskState, of service: ServiceState?) {
        task.pullStoppedAt = now
        if case .failsToStart(let template) = task.script.outcome {
            let reason = filled(template, for: task)
            if let service { say(service, "was unable to place a task. Reason: \(reason).") }
            return failToStart(task, reason, of: service)
        }
        for index in task.containers.indices { task.containers[index].digest = digest(of: task.containers[index].image) }
        let groups = service.map { targetGroups(of: $0, task.deployment) } ?? []
        guard let service, !groups.isEmpty else { return beginRunning(task, of: service) }
        for (group, port) in groups {
            task.targets.append(TargetState(group: group, port: port, state: .initial, due: .never))
            task.targets[task.targets.count - 1].reason = ("Elb.RegistrationInProgress", "Target registration is in progress")
            say(service, "registered 1 targets in (target-group \(account.targetGroupARN(group)))")
        }
        enter(.activating, task, for: 2)
    }

    private func failToStart(_ task: TaskState, _ reason: String, of service: ServiceState?) {
        task.isWanted = false
        task.stopCode = "TaskFailedToStart"
        task.stoppedReason = reason
        task.stoppingAt = now
        if reason.hasPrefix("CannotPull"), let first = task.containers.indices.first { task.containers[first].reason = reason }
        enter(.deprovisioning, task, for: 5)
        if let service, let deployment = task.deployment { countFailure(of: deployment, service) }
    }

    private func beginRunning(_ task: TaskState, of service: ServiceState?) {
        task.phase = .running
        task.due = .never
        task.startedAt = now
        task.steadyDue = now + 10
        writeGreeting(of: task)
        for index in task.containers.indices {
            guard let check = task.containers[index].check else { continue }
            let fails = task.script.outcome == .failsContainerCheck && task.containers[index].name == task.definition.firstEssential
            let patience = check.startPeriod + check.interval * check.retries
            task.containers[index].healthDue = now + (fails ? patience : check.interval)
        }
        let grace = service?.settings["healthCheckGracePeriodSeconds"]?.integer ?? 0
        for index in task.targets.indices {
            let group = task.targets[index].group
            task.targets[index].reason = ("Elb.InitialHealthChecking", "Initial health checks in progress")
            var wait = group.interval * group.healthyThreshold
            if case .failsTargetCheck = task.script.outcome { wait = max(grace, group.interval * group.unhealthyThreshold) }
            task.targets[index].due = now + wait
        }
        if case .exits(let exit) = task.script.outcome { task.exitDue = now + exit.after }
        noteHealth(of: task, service)
    }

    /// A deployment with a task that runs has no failures in a row any more.
    func noteHealth(of task: TaskState, _ service: ServiceState?) {
        // What ends in the same second was never seen running.
        guard task.isUp, !task.wasHealthy, task.exitDue > now else { return }
        task.wasHealthy = true
        guard let deployment = task.deployment, let service else { return }
        let resets = service.deploymentSettings?["deploymentCircuitBreaker"]?["resetOnHealthyTask"]?.bool ?? true
        if resets { deployment.failedTasks = 0 }
        deployment.updatedAt = now
    }
}
