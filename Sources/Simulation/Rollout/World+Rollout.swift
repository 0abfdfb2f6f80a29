/// The scheduler of services: what it decides each time something about a service has changed.
extension World {
    /// Lets all that is due happen to a service and its tasks, then starts and stops tasks.
    func run(_ service: ServiceState) {
        service.attention = .never
        for task in service.tasks where task.wake <= now { step(task, of: service) }
        for record in service.history where !record.status.isFinal && record.due <= now { proceed(record, of: service) }
        guard service.status == "ACTIVE" else { return drain(service) }
        judge(service)
        moveTraffic(of: service)
        startTasks(of: service)
        stopSurplus(of: service)
        removeEmptyDeployments(of: service)
        settle(service)
    }

    func say(_ service: ServiceState, _ message: String, taskSet: String? = nil) {
        let subject = taskSet.map { "\(service.name), taskSet \($0)" } ?? service.name
        service.add(event: "(service \(subject)) \(message)", at: now, id: random.uuid())
    }

    /// Starts as many tasks as are missing and as there is room for.
    private func startTasks(of service: ServiceState) {
        guard let primary = service.primary, primary.state != .failed, service.current?.status != .pending else { return }
        let alive = service.alive
        let missing = service.desiredCount - alive.filter { $0.deployment === primary }.count
        let shift = service.activeShift
        if shift?.mayStart == false { return }
        // Where traffic is moved, all new tasks run beside all old ones.
        let count = shift == nil ? min(missing, service.bounds.maximum - alive.count) : missing
        guard count > 0 else { return }
        guard primary.nextLaunch <= now else { return wake(service, at: primary.nextLaunch) }
        if case .cannotBePlaced(let reason) = primary.script.outcome {
            say(service, "was unable to place a task. Reason: \(reason)")
            return countFailure(of: primary, service, pause: 15)
        }
        let started = (0..<count).map { _ in start(primary, of: service) }
        service.hasSettled = false
        let names = started.map { "(task \($0.id))" }.joined(separator: " ")
        say(service, "has started \(count) tasks: \(names).")
    }

    private func start(_ deployment: DeploymentState, of service: ServiceState) -> TaskState {
        let isTroubled = deployment.launches < scenario.troubledTasks ?? .max
        deployment.launches += 1
        var start = TaskStart(
            definition: deployment.revision.definition, script: isTroubled ? deployment.script : .runs, clusterARN: service.cluster.arn,
            arnPrefix: arn("task/\(service.cluster.name)/"), group: "service:\(service.name)")
        start.deployment = deployment
        start.startedBy = deployment.id
        start.request = deployment.revision.settings
        switch service.settings["propagateTags"]?.string {
        case "SERVICE": start.request["tags"] = .array(tags[service.arn] ?? [])
        case "TASK_DEFINITION": start.request["tags"] = .array(tags[start.definition.arn] ?? [])
        default: break
        }
        let task = makeTask(start)
        service.tasks.append(task)
        return task
    }

    /// Stops tasks of older deployments as far as enough healthy ones stay, then what is more than wanted.
    private func stopSurplus(of service: ServiceState) {
        guard let primary = service.primary, primary.state != .failed, service.current?.status != .pending else { return }
        var healthy = service.alive.filter(\.isHealthy).count
        var stopped: [TaskState] = []
        let old = service.activeShift?.isCleaning == false ? [] : service.alive.filter { $0.deployment !== primary }
        // What is not healthy is no loss, so it goes first.
        for task in old.filter({ !$0.isHealthy }) + old.filter(\.isHealthy) {
            if task.isHealthy {
                guard healthy > service.bounds.minimum else { continue }
                healthy -= 1
            }
            stopped.append(task)
        }
        let own = service.alive.filter { $0.deployment === primary }
        let surplus = max(0, own.count - service.desiredCount)
        stopped += (own.filter { !$0.isHealthy } + own.filter(\.isHealthy)).prefix(surplus)
        guard !stopped.isEmpty else { return }
        service.hasSettled = false
        for task in stopped {
            stop(task, "ServiceSchedulerInitiated", "Scaling activity initiated by (deployment \(primary.id))", of: service)
        }
        let names = stopped.map { "(task \($0.id))" }.joined(separator: " ")
        say(service, "has stopped \(stopped.count) running tasks: \(names).")
    }

    private func removeEmptyDeployments(of service: ServiceState) {
        let primary = service.primary
        service.deployments = service.deployments.filter { deployment in
            deployment === primary || service.tasks.contains { $0.deployment === deployment && $0.phase != .stopped }
        }
    }

    /// Declares a deployment done when all that is wanted is healthy and nothing of an older one is left.
    private func settle(_ service: ServiceState) {
        guard let primary = service.primary, primary.state != .failed, service.current?.status != .pending else { return }
        let healthy = service.alive.filter { $0.deployment === primary && $0.isHealthy }.count
        guard healthy == service.desiredCount, service.alive.count == healthy, service.deployments.count == 1 else { return }
        if primary.state == .inProgress { finish(primary, of: service) }
        if primary.state == .completed, !service.hasSettled {
            service.hasSettled = true
            say(service, "has reached a steady state.")
        }
    }

    func wake(_ service: ServiceState, at moment: Moment) { service.attention = min(service.attention, moment) }

    /// A deleted service: without tasks it is gone.
    private func drain(_ service: ServiceState) {
        guard service.status == "DRAINING", service.tasks.allSatisfy({ $0.phase == .stopped }) else { return }
        service.status = "INACTIVE"
        service.deployments = []
    }
}
