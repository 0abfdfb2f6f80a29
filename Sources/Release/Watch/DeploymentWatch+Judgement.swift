import AWS

extension DeploymentWatch {
    /// ECS has begun to take it back, by itself or because it was asked to.
    var isGoingBack: Bool {
        switch record?.status {
        case .rollbackRequested, .rollbackInProgress, .rollbackSuccessful, .rollbackFailed: true
        default: false
        }
    }

    /// Whether another, newer deployment is the wanted one.
    private var newer: ECSDeployment? {
        service?.primary.flatMap { $0.id != deployment.id && ($0.createdAt ?? 0) > deployment.createdAt ? $0 : nil }
    }

    /// Decides how far it is, and whether it is over.
    mutating func conclude() {
        guard isOpen else { return }
        guard let record else { return concludeByDeployments() }
        let words = record.rollback?.reason ?? record.statusReason ?? ""
        switch record.status {
        case .pending: progress.phase = .pending
        case .inProgress, nil: progress.phase = phase(of: record)
        case .successful: end(.succeeded)
        case .stopRequested: progress.phase = .stopping
        case .rollbackRequested, .rollbackInProgress: progress.phase = .rollingBack
        case .rollbackSuccessful: end(.rolledBack(words))
        case .rollbackFailed: end(.rollbackFailed(record.statusReason ?? words))
        case .stopped:
            if let newer, !isStopping { end(.superseded(by: newer.taskDefinition.map(Self.shortName))) } else { end(.stopped(words)) }
        }
    }

    private func phase(of record: ServiceDeployment) -> RolloutProgress.Phase {
        if progress.pause != nil { return .paused }
        if record.settings.movesTraffic { return record.lifecycleStage == "BAKE_TIME" ? .baking : .deploying }
        // Once all are well, a target that is looked at a moment too early says nothing.
        let staysSo = progress.phase == .baking && progress.running >= progress.desired && progress.desired > 0
        return isComplete || staysSo ? .baking : .deploying
    }

    /// Without a service deployment to ask for: by the deployments that the service lists.
    private mutating func concludeByDeployments() {
        guard let service, deployment.arn == nil else { return }
        progress.phase = .deploying
        let own = service.deployments.first { $0.id == deployment.id }
        if let newer { return end(.superseded(by: newer.taskDefinition.map(Self.shortName))) }
        guard let own else { return hasBeenSeen ? end(.rolledBack("the deployment is gone")) : () }
        switch own.rolloutState {
        case "COMPLETED": end(.succeeded)
        case "FAILED":
            let isBack = service.primary?.id != deployment.id
            guard isBack else { return end(.stopped(own.rolloutStateReason ?? "")) }
            progress.phase = .rollingBack
            if service.primary?.rolloutState == "COMPLETED" { end(.rolledBack(own.rolloutStateReason ?? "")) }
        case nil where service.deployments.count == 1 && isComplete: end(.succeeded)
        default: break
        }
    }

    /// All tasks run, and are well as far as is known.
    private var isComplete: Bool {
        // Nobody has looked at the targets yet: they are not well before that.
        let well = progress.healthy ?? (isBalanced && looksAtTargets ? 0 : progress.running)
        return progress.desired > 0 && progress.running >= progress.desired && well >= progress.desired
    }

    private mutating func end(_ outcome: RolloutOutcome) {
        self.outcome = outcome
        progress.phase = .done
    }

    /// `backend:42` of an ARN.
    static func shortName(_ arn: String) -> String { arn.split(separator: "/").last.map(String.init) ?? arn }

    /// Of a function's ARN.
    static func functionName(_ arn: String) -> String { arn.split(separator: ":").last.map(String.init) ?? arn }
}
