/// Health checks of a running task, and the ways it ends.
extension World {
    /// Lets happen what is due while a task runs: an exit, or the news of a health check.
    func check(_ task: TaskState, of service: ServiceState?) {
        if task.exitDue <= now { return exit(task, of: service) }
        if task.steadyDue <= now {
            task.steadyDue = .never
            task.isSteady = true
        }
        for index in task.containers.indices where task.containers[index].healthDue <= now {
            task.containers[index].healthDue = .never
            if task.script.outcome == .failsContainerCheck, task.containers[index].name == task.definition.firstEssential {
                return failContainerCheck(task, index, of: service)
            }
            task.containers[index].health = .healthy
        }
        for index in task.targets.indices where task.targets[index].due <= now {
            task.targets[index].due = .never
            if case .failsTargetCheck(let failure) = task.script.outcome { return failTargetCheck(task, index, failure, of: service) }
            task.targets[index].state = .healthy
            task.targets[index].reason = nil
        }
        noteHealth(of: task, service)
    }

    private func exit(_ task: TaskState, of service: ServiceState?) {
        guard case .exits(let exit) = task.script.outcome else { return task.exitDue = .never }
        for index in task.containers.indices {
            let isCulprit = task.containers[index].name == task.definition.firstEssential
            task.containers[index].exitCode = isCulprit ? exit.code : 0
            if isCulprit {
                task.containers[index].reason = exit.reason
                write(exit.lines, of: task, index)
            }
        }
        end(task, "EssentialContainerExited", exit.reason ?? CannedWords.essentialExited)
        deregister(task, of: service)
        guard let service, let deployment = task.deployment else { return }
        // A service that has no check counts a task as started when it runs: such a crash is not counted.
        if !task.wasHealthy { countFailure(of: deployment, service) }
        wake(service, at: now)
    }

    private func failContainerCheck(_ task: TaskState, _ index: Int, of service: ServiceState?) {
        task.containers[index].health = .unhealthy
        guard let service else { return }
        say(service, "(task \(task.id)) failed container health checks.")
        stop(task, "ServiceSchedulerInitiated", CannedWords.containerCheck, of: service)
        say(service, "has stopped 1 running tasks: (task \(task.id)).")
        if let deployment = task.deployment { countFailure(of: deployment, service) }
    }

    private func failTargetCheck(_ task: TaskState, _ index: Int, _ failure: TaskScript.TargetFailure, of service: ServiceState?) {
        task.targets[index].state = .unhealthy
        task.targets[index].reason = (failure.reason, failure.description)
        guard let service else { return }
        let group = "(target-group \(account.targetGroupARN(task.targets[index].group)))"
        say(service, "(port \(task.targets[index].port)) is unhealthy in \(group) due to (reason \(failure.description)).")
        stop(task, "ServiceSchedulerInitiated", "Task failed ELB health checks in \(group)", of: service)
        say(service, "has stopped 1 running tasks: (task \(task.id)).")
        if let deployment = task.deployment { countFailure(of: deployment, service) }
    }

    /// Stops a task as ECS does: away from the load balancer first, then its containers.
    func stop(_ task: TaskState, _ code: String, _ reason: String, of service: ServiceState?) {
        guard task.isAlive else { return }
        task.isWanted = false
        task.stopCode = code
        task.stoppedReason = reason
        task.stoppingAt = now
        let wasRunning = task.phase == .running
        task.phase = wasRunning ? .deactivating : .deprovisioning
        task.due = now + (wasRunning ? task.targets.map(\.group.deregistrationDelay).max() ?? 0 : 5)
        deregister(task, of: service)
    }

    /// A task whose container has ended by itself.
    private func end(_ task: TaskState, _ code: String, _ reason: String) {
        task.isWanted = false
        task.stopCode = code
        task.stoppedReason = reason
        task.stoppingAt = now
        task.executionStoppedAt = now
        task.exitDue = .never
        task.phase = .deprovisioning
        task.due = now + 5
    }

    private func deregister(_ task: TaskState, of service: ServiceState?) {
        guard let service, !task.targets.isEmpty else { return }
        for index in task.targets.indices {
            // A target that failed keeps its reason, which is what someone looks for.
            if task.targets[index].state == .unhealthy { continue }
            task.targets[index].state = .draining
            task.targets[index].reason = ("Target.DeregistrationInProgress", "Target deregistration is in progress")
        }
        for target in task.targets { say(service, "deregistered 1 targets in (target-group \(account.targetGroupARN(target.group)))") }
        say(service, "has begun draining connections on 1 tasks.", taskSet: task.deployment?.id)
    }
}
