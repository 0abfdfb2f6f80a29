import AWS

/// Tells Application Auto Scaling what was planned.
struct ScalingChange {
    let scaling: AutoScalingClient

    /// Bounds first: there is no policy without them.
    func carryOut(_ plan: ScalingPlan, of service: ScalableService) async throws {
        if plan.ends { return try await scaling.deregisterScalableTarget(service) }
        if let bounds = plan.bounds {
            try await scaling.registerScalableTarget(service, minimum: bounds.lowerBound, maximum: bounds.upperBound)
        }
        for (name, policy) in plan.policies.sorted(by: { $0.key < $1.key }) {
            try await scaling.putScalingPolicy(name, of: service, policy)
        }
        for (name, schedule) in plan.schedules.sorted(by: { $0.key < $1.key }) {
            try await scaling.putScheduledAction(name, of: service, schedule)
        }
        for name in plan.scheduleDeletions { try await scaling.deleteScheduledAction(name, of: service) }
        for name in plan.deletions { try await scaling.deleteScalingPolicy(name, of: service) }
    }
}
