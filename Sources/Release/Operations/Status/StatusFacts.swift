import AWS

/// What was read for a status, by what it is about.
struct StatusFacts: Sendable {
    /// By ARN.
    let deployments: [String: ServiceDeployment]
    /// By ARN.
    let definitions: [String: TaskDefinition]
    /// Those that are wanted.
    let tasks: [ServiceAddress: [ECSTask]]

    func found(_ service: ECSService, _ address: ServiceAddress, _ places: ReachablePlaces.Found) -> ServiceStatus.Found {
        let revision = service.taskDefinition ?? ""
        return ServiceStatus.Found(
            revision: revision, images: images(revision, tasks[address] ?? []), desired: service.desiredCount ?? 0,
            running: service.runningCount ?? 0, pending: service.pendingCount ?? 0, deployment: deployment(of: service),
            health: places.health[address] ?? Self.health(of: tasks[address] ?? []), urls: places.urls[address] ?? [])
    }

    private func images(_ revision: String, _ tasks: [ECSTask]) -> [DeployedImage] {
        let running = tasks.filter { $0.taskDefinitionARN == revision }.flatMap(\.containers)
        return (definitions[revision]?.containers ?? []).map { container in
            let resolved = running.first { $0.name == container.name && $0.imageDigest != nil }?.imageDigest
            return DeployedImage(container: container.name ?? "", reference: container.image ?? "", resolved: resolved)
        }
    }

    private func deployment(of service: ECSService) -> ServiceStatus.Deployment? {
        if let found = service.currentServiceDeployment.flatMap({ deployments[$0] }), let state = found.statusName {
            var deployment = ServiceStatus.Deployment(
                arn: found.arn, state: DeploymentState(state), reason: found.rollback?.reason ?? found.statusReason,
                since: found.finishedAt ?? found.stoppedAt ?? found.startedAt ?? found.createdAt)
            guard found.settings.movesTraffic, found.status?.isFinal == false else { return deployment }
            deployment.stage = found.lifecycleStage
            deployment.traffic = found.target?.productionTraffic
            deployment.pause = RolloutPause(found)
            return deployment
        }
        guard let primary = service.primary, let state = primary.rolloutState else { return nil }
        let isOver = state != "IN_PROGRESS"
        return ServiceStatus.Deployment(
            arn: nil, state: DeploymentState(state), reason: primary.rolloutStateReason,
            since: (isOver ? primary.updatedAt : nil) ?? primary.createdAt)
    }

    /// By the containers' own checks; nil when they have none.
    private static func health(of tasks: [ECSTask]) -> ServiceStatus.Health? {
        let checked = tasks.filter { $0.healthStatus == "HEALTHY" || $0.healthStatus == "UNHEALTHY" }
        guard !checked.isEmpty else { return nil }
        return ServiceStatus.Health(
            healthy: checked.filter { $0.healthStatus == "HEALTHY" }.count, total: tasks.count, judge: .container)
    }
}
