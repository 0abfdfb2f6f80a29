import JSON

extension ECSClient {
    /// A service's deployments in brief, newest first; ECS keeps them for 90 days.
    /// - Parameters:
    ///   - createdAfter: seconds since 1970.
    ///   - statuses: none for all.
    package func listServiceDeployments(
        of service: String, in cluster: String, createdAfter: Int64? = nil, _ statuses: [ServiceDeployment.Status] = [], limit: Int = .max
    ) async throws -> [ServiceDeployment] {
        let parameters = JSONValue.fields([
            "service": .string(service), "cluster": .string(cluster), "createdAt": createdAfter.map { ["after": .integer($0)] },
            "status": statuses.isEmpty ? nil : JSONValue(statuses.map(\.rawValue)), "maxResults": JSONValue(min(100, limit)),
        ])
        return try await caller.items("serviceDeployments", of: "ListServiceDeployments", parameters, limit: limit)
            .map(ServiceDeployment.init)
    }

    package func describeServiceDeployments(_ arns: [String]) async throws -> ECSFindings<ServiceDeployment> {
        try await describe("serviceDeployments", by: "DescribeServiceDeployments", "serviceDeploymentArns", arns, limit: 20)
    }

    /// Ends a deployment that is pending or in progress.
    package func stopServiceDeployment(_ arn: String, _ stop: DeploymentStop) async throws {
        try await caller.call(
            "StopServiceDeployment", ["serviceDeploymentArn": .string(arn), "stopType": .string(stop.rawValue)])
    }

    /// What happens to a deployment that is stopped.
    package enum DeploymentStop: String, Sendable {
        /// Back to the service revision before; works without a circuit breaker too.
        case rollback = "ROLLBACK"
        /// Everything stays as it is at that moment.
        case abort = "ABORT"
    }

    /// Lets a deployment that waits at a hook go on, or back.
    /// - Parameter hook: its id, from ``ServiceDeployment/hooks``.
    package func continueServiceDeployment(_ arn: String, hook: String, _ decision: HookDecision = .goOn) async throws {
        try await caller.call(
            "ContinueServiceDeployment",
            ["serviceDeploymentArn": .string(arn), "hookId": .string(hook), "action": .string(decision.rawValue)])
    }

    /// What to do at a pause.
    package enum HookDecision: String, Sendable {
        case goOn = "CONTINUE"
        case rollback = "ROLLBACK"
    }

    /// What exactly ran: task definition, and the digest of each image as ECS resolved it.
    package func describeServiceRevisions(_ arns: [String]) async throws -> ECSFindings<ServiceRevision> {
        try await describe("serviceRevisions", by: "DescribeServiceRevisions", "serviceRevisionArns", arns, limit: 20)
    }
}
