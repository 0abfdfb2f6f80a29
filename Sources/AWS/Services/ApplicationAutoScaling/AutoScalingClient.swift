import HTTP
import JSON

/// The calls of Application Auto Scaling, for the number of tasks of ECS services.
package struct AutoScalingClient: Sendable {
    private let caller: JSONCaller

    package init(_ client: AWSClient) { caller = JSONCaller(client: client, service: .applicationAutoScaling) }

    /// Sets bounds, or suspends; what is nil stays as it is.
    package func registerScalableTarget(
        _ service: ScalableService, minimum: Int? = nil, maximum: Int? = nil, suspended: ScalableTarget.Suspension? = nil
    ) async throws {
        let changes = JSONValue.fields([
            "MinCapacity": minimum.map { JSONValue($0) }, "MaxCapacity": maximum.map { JSONValue($0) }, "SuspendedState": suspended?.json,
        ])
        try await caller.call("RegisterScalableTarget", service.parameters.merging(changes) { $1 })
    }

    /// The bounds of services; a service that is not scaled is not in the answer.
    package func describeScalableTargets(_ services: [ScalableService]) async throws -> [ScalableTarget] {
        var targets: [ScalableTarget] = []
        // 50 a call; none would mean all.
        for start in stride(from: 0, to: services.count, by: 50) {
            let names = services[start..<min(start + 50, services.count)].map(\.resourceID)
            let parameters: JSONObject = [
                "ServiceNamespace": "ecs", "ResourceIds": JSONValue(names), "ScalableDimension": .string(ScalableService.dimension),
            ]
            targets += try await caller.items("ScalableTargets", of: "DescribeScalableTargets", parameters, token: .upperCase)
                .map(ScalableTarget.init)
        }
        return targets
    }

    /// Ends scaling, with all policies and scheduled actions; the number of tasks stays as it is.
    package func deregisterScalableTarget(_ service: ScalableService) async throws {
        try await caller.call("DeregisterScalableTarget", service.parameters)
    }

    /// Makes a policy, or changes the one of that name.
    package func putScalingPolicy(_ name: String, of service: ScalableService, _ tracking: TargetTracking) async throws {
        let policy: JSONObject = [
            "PolicyName": .string(name), "PolicyType": "TargetTrackingScaling",
            "TargetTrackingScalingPolicyConfiguration": .object(tracking.parameters),
        ]
        try await caller.call("PutScalingPolicy", service.parameters.merging(policy) { $1 })
    }

    package func describeScalingPolicies(of service: ScalableService) async throws -> [ScalingPolicy] {
        try await caller.items("ScalingPolicies", of: "DescribeScalingPolicies", service.parameters, token: .upperCase)
            .map(ScalingPolicy.init)
    }

    package func deleteScalingPolicy(_ name: String, of service: ScalableService) async throws {
        try await caller.call("DeleteScalingPolicy", service.parameters.merging(["PolicyName": .string(name)]) { $1 })
    }

    /// Makes a scheduled action, or changes the one of that name.
    package func putScheduledAction(_ name: String, of service: ScalableService, _ schedule: ScalingSchedule) async throws {
        let action = schedule.parameters.merging(["ScheduledActionName": .string(name)]) { $1 }
        try await caller.call("PutScheduledAction", service.parameters.merging(action) { $1 })
    }

    package func describeScheduledActions(of service: ScalableService) async throws -> [ScheduledAction] {
        try await caller.items("ScheduledActions", of: "DescribeScheduledActions", service.parameters, token: .upperCase)
            .map(ScheduledAction.init)
    }

    package func deleteScheduledAction(_ name: String, of service: ScalableService) async throws {
        try await caller.call("DeleteScheduledAction", service.parameters.merging(["ScheduledActionName": .string(name)]) { $1 })
    }
}
