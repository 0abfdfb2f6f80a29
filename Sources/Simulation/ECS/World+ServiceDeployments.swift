import JSON

/// The service deployments API.
extension World {
    func listServiceDeployments(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let service = try service(input)
        let statuses = input["status"]?.strings ?? []
        let after = input["createdAt"]?["after"]?.number ?? 0, before = input["createdAt"]?["before"]?.number ?? .infinity
        let found = service.history.filter { record in
            let created = Double(record.createdAt.milliseconds) / 1000
            return (statuses.isEmpty || statuses.contains(record.status.rawValue)) && created >= after && created <= before
        }
        return try Self.page(found.map { .object(brief($0, of: service)) }, as: "serviceDeployments", input)
    }

    func describeServiceDeployments(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let arns = input["serviceDeploymentArns"]?.strings ?? []
        guard (1...20).contains(arns.count) else { throw .parameter("serviceDeploymentArns must have between 1 and 20 elements.") }
        var found: [JSONValue] = [], failures: [JSONValue] = []
        for arn in arns {
            if let (service, record) = findRecord(arn) {
                found.append(describe(record, of: service))
            } else {
                failures.append(Self.failure(arn))
            }
        }
        return ["serviceDeployments": .array(found), "failures": .array(failures)]
    }

    func stopServiceDeployment(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let (service, record) = try record(input)
        guard [.pending, .inProgress].contains(record.status) else {
            throw SimulatedFault(
                code: "ConflictException", message: "Service deployment with status \(record.status.rawValue) cannot be stopped.")
        }
        record.updatedAt = now
        if input["stopType"]?.string == "ABORT" {
            record.status = .stopRequested
            record.statusReason = "Service deployment was stopped because of a user request."
            record.deployment.state = .failed
            record.deployment.reason = "ECS deployment \(record.deployment.id) was stopped."
        } else {
            record.status = .rollbackRequested
            record.statusReason = "Service deployment rollback was requested by a user."
        }
        record.due = now + 2
        wake(service, at: record.due)
        return ["serviceDeploymentArn": .string(record.arn)]
    }

    func describeServiceRevisions(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let arns = input["serviceRevisionArns"]?.strings ?? []
        guard (1...20).contains(arns.count) else { throw .parameter("serviceRevisionArns must have between 1 and 20 elements.") }
        var found: [JSONValue] = [], failures: [JSONValue] = []
        for arn in arns {
            let owner = services.first { $0.status != "INACTIVE" && $0.revisions.contains { $0.arn == arn } }
            if let owner, let revision = owner.revisions.first(where: { $0.arn == arn }) {
                found.append(describe(revision, of: owner))
            } else {
                failures.append(Self.failure(arn))
            }
        }
        return ["serviceRevisions": .array(found), "failures": .array(failures)]
    }

    private func findRecord(_ arn: String) -> (ServiceState, ServiceDeploymentState)? {
        for service in services where service.status != "INACTIVE" {
            if let record = service.history.first(where: { $0.arn == arn }) { return (service, record) }
        }
        return nil
    }

    func record(_ input: JSONValue) throws(SimulatedFault) -> (ServiceState, ServiceDeploymentState) {
        guard let found = findRecord(input["serviceDeploymentArn"]?.string ?? "") else {
            throw SimulatedFault(code: "ServiceDeploymentNotFoundException", message: "Service deployment not found.")
        }
        return found
    }

    private func brief(_ record: ServiceDeploymentState, of service: ServiceState) -> JSONObject {
        JSONValue.fields([
            "serviceDeploymentArn": .string(record.arn), "serviceArn": .string(service.arn), "clusterArn": .string(service.cluster.arn),
            "createdAt": record.createdAt.json, "startedAt": record.startedAt?.json, "finishedAt": record.finishedAt?.json,
            "targetServiceRevisionArn": .string(record.target.arn), "status": .string(record.status.rawValue),
            "statusReason": record.statusReason.map { .string($0) },
        ])
    }

    private func describe(_ record: ServiceDeploymentState, of service: ServiceState) -> JSONValue {
        var fields = brief(record, of: service)
        fields["targetServiceRevisionArn"] = nil
        fields["updatedAt"] = record.updatedAt.json
        fields["stoppedAt"] = record.stoppedAt?.json
        fields["targetServiceRevision"] = summary(record.target, of: service)
        fields["sourceServiceRevisions"] = .array(record.sources.map { summary($0, of: service) })
        fields["deploymentConfiguration"] = service.deploymentSettings
        let stage = record.shift?.stage ?? (record.bakesUntil == nil ? "SCALE_UP" : "BAKE_TIME")
        fields["lifecycleStage"] = record.status == .inProgress ? .string(stage) : nil
        fields["lifecycleHookDetails"] = hookDetails(record)
        fields["rollback"] = record.rollback.map {
            ["reason": .string($0.reason), "startedAt": $0.startedAt.json, "serviceRevisionArn": .string($0.revision.arn)]
        }
        fields["deploymentCircuitBreaker"] = breaker(record, of: service)
        fields["alarms"] = alarms(record, of: service)
        return .object(fields)
    }

    private func breaker(_ record: ServiceDeploymentState, of service: ServiceState) -> JSONValue {
        let bounds = service.bounds
        let status =
            record.breakerHasTripped
            ? "TRIGGERED" : !bounds.hasBreaker ? "DISABLED" : record.status.isFinal ? "MONITORING_COMPLETE" : "MONITORING"
        let count = record.status == .inProgress ? record.deployment.failedTasks : record.failureCount
        return ["status": .string(status), "failureCount": JSONValue(count), "threshold": JSONValue(bounds.threshold)]
    }

    private func alarms(_ record: ServiceDeploymentState, of service: ServiceState) -> JSONValue? {
        guard let alarms = service.deploymentSettings?["alarms"] else { return nil }
        let isOn = alarms["enable"]?.bool ?? false
        let status =
            !record.triggeredAlarms.isEmpty
            ? "TRIGGERED" : !isOn ? "DISABLED" : record.status.isFinal ? "MONITORING_COMPLETE" : "MONITORING"
        return [
            "status": .string(status), "alarmNames": JSONValue(alarms["alarmNames"]?.strings ?? []),
            "triggeredAlarmNames": JSONValue(record.triggeredAlarms),
        ]
    }

    private func summary(_ revision: RevisionState, of service: ServiceState) -> JSONValue {
        let tasks = service.tasks.filter { $0.deployment?.revision === revision }
        let isPrimary = service.primary?.revision === revision
        let counts: JSONObject = [
            "arn": .string(revision.arn), "requestedTaskCount": JSONValue(isPrimary ? service.desiredCount : 0),
            "runningTaskCount": JSONValue(running(tasks)), "pendingTaskCount": JSONValue(pending(tasks)),
        ]
        let deployment =
            service.deployments.first { $0.revision === revision } ?? service.history.first { $0.target === revision }?.deployment
        return .object(counts.merging(weights(of: deployment, in: service)) { $1 })
    }

    private func describe(_ revision: RevisionState, of service: ServiceState) -> JSONValue {
        var fields: JSONObject = [
            "serviceRevisionArn": .string(revision.arn), "serviceArn": .string(service.arn), "clusterArn": .string(service.cluster.arn),
            "taskDefinition": .string(revision.definition.arn), "platformVersion": "1.4.0", "platformFamily": "Linux",
            "containerImages": .array(revision.images), "guardDutyEnabled": false, "createdAt": revision.createdAt.json,
        ]
        for name in ["launchType", "capacityProviderStrategy", "networkConfiguration", "loadBalancers", "serviceRegistries"] {
            fields[name] = revision.settings[name]
        }
        return .object(fields)
    }
}
