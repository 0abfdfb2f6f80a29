import FoundationEssentials
import JSON

/// Deployments that move traffic from the tasks of one revision to those of another.
extension World {
    private static let strategies: Set = ["BLUE_GREEN", "LINEAR", "CANARY"]

    /// The stages before a new deployment; nil for a rolling update, and for a first one, which has nobody to take traffic from.
    func shift(for service: ServiceState) -> TrafficShift? {
        let settings = service.deploymentSettings
        guard Self.strategies.contains(settings?["strategy"]?.string ?? ""), service.lastGood != nil else { return nil }
        let hasTests = (service.settings["loadBalancers"]?.array ?? []).contains { $0["advancedConfiguration"]?["testListenerRule"] != nil }
        return TrafficShift(settings, hasTests: hasTests)
    }

    /// Goes through the stages that are over.
    func moveTraffic(of service: ServiceState) {
        guard let record = service.current, let primary = service.primary else { return }
        while record.status == .inProgress, let step = record.shift?.step {
            if record.shift?.hasCalled == false { callHooks(of: step, record, service) }
            guard finishHooks(record, service) else { return }
            let well = service.alive.filter { $0.deployment === primary && $0.isHealthy }.count
            if step.needsTasks, well < service.desiredCount { return }
            if record.shift?.due == nil { enter(step, record, service) }
            guard let due = record.shift?.due, due <= now else { return wake(service, at: record.shift?.due ?? .never) }
            record.shift?.next()
            record.updatedAt = now
        }
    }

    private func enter(_ step: TrafficShift.Step, _ record: ServiceDeploymentState, _ service: ServiceState) {
        record.shift?.begin(at: now)
        record.updatedAt = now
        if step.stage == "BAKE_TIME", scenario.alarmWhileBaking, firstDeployed === service {
            happenings.append((now + 20, .alarm))
            happenings.sort { $0.due < $1.due }
        }
    }

    // MARK: Hooks

    private func callHooks(of step: TrafficShift.Step, _ record: ServiceDeploymentState, _ service: ServiceState) {
        record.shift?.hasCalled = true
        guard let stage = step.hook else { return }
        for hook in service.deploymentSettings?["lifecycleHooks"]?.array ?? []
        where hook["lifecycleStages"]?.strings.contains(stage) == true {
            let isPause = hook["targetType"]?.string == "PAUSE", timeout = hook["timeoutConfiguration"]
            record.shift?.hooks.append(
                TrafficShift.Hook(
                    id: "ecs-\(isPause ? "pause" : "lambda")-\(random.word(43))", isPause: isPause, target: hook["hookTargetArn"]?.string,
                    expiresAt: now + (timeout?["timeoutInMinutes"]?.integer ?? 1440) * 60,
                    timeoutAction: timeout?["action"]?.string ?? "ROLLBACK", status: isPause ? "AWAITING_ACTION" : "IN_PROGRESS",
                    answersAt: isPause ? .never : now + 5))
        }
    }

    /// - Returns: whether the deployment may go on.
    private func finishHooks(_ record: ServiceDeploymentState, _ service: ServiceState) -> Bool {
        for index in (record.shift?.hooks ?? []).indices {
            guard let hook = record.shift?.hooks[index], hook.isOpen else { continue }
            if hook.answersAt <= now {
                let fails = scenario.hooksFail && firstDeployed === service
                record.shift?.hooks[index].status = fails ? "FAILED" : "SUCCEEDED"
                if fails { rollBack(record, of: service, reason: CannedWords.hookFailed, words: "lifecycle hook") }
            } else if hook.expiresAt <= now {
                record.shift?.hooks[index].status = "TIMED_OUT"
                if hook.timeoutAction != "CONTINUE" {
                    rollBack(record, of: service, reason: CannedWords.hookTimedOut, words: "lifecycle hook")
                }
            } else {
                wake(service, at: min(hook.answersAt, hook.expiresAt))
                return false
            }
        }
        return record.status == .inProgress
    }

    func continueServiceDeployment(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let (service, record) = try record(input)
        let id = input["hookId"]?.string ?? ""
        guard record.status == .inProgress,
            let index = record.shift?.hooks.firstIndex(where: { $0.id == id && $0.status == "AWAITING_ACTION" })
        else { throw .parameter("No lifecycle hook '\(id)' is awaiting an action.") }
        record.shift?.hooks[index].status = "SUCCEEDED"
        record.updatedAt = now
        if input["action"]?.string == "ROLLBACK" {
            record.status = .rollbackRequested
            record.statusReason = "Service deployment rollback was requested by a user."
            record.due = now + 2
        }
        wake(service, at: now + 1)
        return ["serviceDeploymentArn": .string(record.arn)]
    }

    // MARK: What is told of it

    /// The target group that the tasks of a deployment are put into: with each deployment that moves traffic the other one.
    func targetGroups(of service: ServiceState, _ deployment: DeploymentState?) -> [(SimulatedTargetGroup, Int)] {
        (service.settings["loadBalancers"]?.array ?? []).compactMap { balancer in
            let other = balancer["advancedConfiguration"]?["alternateTargetGroupArn"]?.string
            let arn = deployment?.usesAlternate == true ? other ?? balancer["targetGroupArn"]?.string : balancer["targetGroupArn"]?.string
            guard let group = account.targetGroups.first(where: { account.targetGroupARN($0) == arn }) else { return nil }
            return (group, balancer["containerPort"]?.integer ?? group.port)
        }
    }

    /// Shares of the traffic of one revision; none of a rolling update.
    func weights(of deployment: DeploymentState?, in service: ServiceState) -> JSONObject {
        guard Self.strategies.contains(service.deploymentSettings?["strategy"]?.string ?? "") else { return [:] }
        let isNew = deployment === service.current?.deployment
        let shift = service.current?.status == .inProgress || service.current?.status == .pending ? service.current?.shift : nil
        let isPrimary = deployment === service.primary
        let production = shift.map { isNew ? $0.production : 100 - $0.production } ?? (isPrimary ? 100 : 0)
        let test = shift.map { isNew ? $0.test : 100 - $0.test } ?? (isPrimary ? 100 : 0)
        return ["requestedProductionTrafficWeight": Self.weight(production), "requestedTestTrafficWeight": Self.weight(test)]
    }

    private static func weight(_ percent: Double) -> JSONValue {
        let tenths = Int((percent * 10).rounded())
        return tenths.isMultiple(of: 10) ? JSONValue(tenths / 10) : .decimal(Decimal(tenths) / 10)
    }

    /// What ECS has made of the weight of a target group; nil for a rule that it does not change.
    func weight(of group: String, in rule: SimulatedListenerRule) -> Int? {
        for service in services where service.status == "ACTIVE" {
            let balancer = (service.settings["loadBalancers"]?.array ?? []).first {
                $0["advancedConfiguration"]?["productionListenerRule"]?.string == rule.arn
            }
            guard let balancer else { continue }
            let isAlternate = balancer["advancedConfiguration"]?["alternateTargetGroupArn"]?.string == group
            let shift = service.activeShift, new = service.current?.deployment.usesAlternate ?? false
            let moved = Int((shift?.production ?? 100).rounded())
            let live = shift == nil ? service.lastGood?.usesAlternate ?? false : new
            return isAlternate == live ? moved : 100 - moved
        }
        return nil
    }

    func hookDetails(_ record: ServiceDeploymentState) -> JSONValue? {
        guard let hooks = record.shift?.hooks, !hooks.isEmpty else { return nil }
        return .array(
            hooks.map { hook in
                .object(
                    JSONValue.fields([
                        "hookId": .string(hook.id), "targetType": hook.isPause ? "PAUSE" : "AWS_LAMBDA",
                        "targetArn": hook.target.map { .string($0) }, "status": .string(hook.status), "expiresAt": hook.expiresAt.json,
                        "timeoutAction": .string(hook.timeoutAction),
                    ]))
            })
    }
}
