import JSON

/// Services as `DescribeServices` shows them.
extension World {
    /// Settings that are shown as they were given.
    private static let shownFields = [
        "serviceRegistries", "launchType", "capacityProviderStrategy", "deploymentConfiguration", "placementConstraints",
        "placementStrategy",
        "networkConfiguration", "healthCheckGracePeriodSeconds", "propagateTags", "loadBalancers", "availabilityZoneRebalancing",
    ]

    func describe(_ service: ServiceState, tagged: Bool) -> JSONValue {
        var fields: JSONObject = [
            "serviceArn": .string(service.arn), "serviceName": .string(service.name), "clusterArn": .string(service.cluster.arn),
            "status": .string(service.status), "desiredCount": JSONValue(service.desiredCount),
            "runningCount": JSONValue(running(service.tasks)),
            "pendingCount": JSONValue(pending(service.tasks)), "taskDefinition": .string(service.definition.arn),
            "deployments": .array(service.deployments.map { describe($0, of: service) }), "createdAt": service.createdAt.json,
            "events": .array(service.events.map { ["id": .string($0.id), "createdAt": $0.at.json, "message": .string($0.message)] }),
            "schedulingStrategy": "REPLICA", "platformVersion": service.settings["platformVersion"] ?? "LATEST", "platformFamily": "Linux",
            "enableECSManagedTags": service.settings["enableECSManagedTags"] ?? false, "deploymentController": ["type": "ECS"],
            "enableExecuteCommand": service.settings["enableExecuteCommand"] ?? false, "createdBy": .string(account.roleARN("admin")),
            "roleArn": .string(account.roleARN("aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS")),
        ]
        for name in ["serviceRegistries", "placementConstraints", "placementStrategy", "loadBalancers"] { fields[name] = [] }
        for name in Self.shownFields { fields[name] = service.settings[name] ?? fields[name] }
        fields["currentServiceDeployment"] = service.current.flatMap { $0.status == .stopped ? nil : .string($0.arn) }
        fields["currentServiceRevisions"] = .array(service.deployments.map { summary($0, of: service) })
        if tagged { fields["tags"] = .array(tags[service.arn] ?? []) }
        return .object(fields)
    }

    private func describe(_ deployment: DeploymentState, of service: ServiceState) -> JSONValue {
        let tasks = service.tasks(of: deployment)
        var fields: JSONObject = [
            "id": .string(deployment.id), "status": deployment.isPrimary ? "PRIMARY" : "ACTIVE",
            "taskDefinition": .string(deployment.revision.definition.arn),
            "desiredCount": JSONValue(deployment.isPrimary ? service.desiredCount : tasks.filter(\.isAlive).count),
            "pendingCount": JSONValue(pending(tasks)), "runningCount": JSONValue(running(tasks)),
            "failedTasks": JSONValue(deployment.failedTasks),
            "createdAt": deployment.createdAt.json, "updatedAt": deployment.updatedAt.json, "platformVersion": "1.4.0",
            "platformFamily": "Linux",
            "rolloutState": .string(deployment.state.rawValue), "rolloutStateReason": .string(deployment.reason),
        ]
        for name in [
            "launchType", "capacityProviderStrategy", "networkConfiguration", "serviceConnectConfiguration", "volumeConfigurations",
        ] {
            fields[name] = deployment.revision.settings[name]
        }
        return .object(fields)
    }

    private func summary(_ deployment: DeploymentState, of service: ServiceState) -> JSONValue {
        let tasks = service.tasks(of: deployment)
        return [
            "arn": .string(deployment.revision.arn), "requestedTaskCount": JSONValue(deployment.isPrimary ? service.desiredCount : 0),
            "runningTaskCount": JSONValue(running(tasks)), "pendingTaskCount": JSONValue(pending(tasks)),
        ]
    }

    func running(_ tasks: [TaskState]) -> Int { tasks.filter(\.isRunning).count }
    func pending(_ tasks: [TaskState]) -> Int { tasks.filter { $0.isAlive && $0.phase < .running }.count }
}
