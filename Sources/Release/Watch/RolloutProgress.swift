import JSON

/// How far the deployment of one service is.
package struct RolloutProgress: Sendable, Hashable {
    package enum Phase: String, Sendable {
        case pending
        case deploying
        /// All tasks are there; ECS watches alarms, or waits at a stage of a blue/green deployment.
        case baking
        case stopping
        case rollingBack = "rolling-back"
        case done
    }

    package var phase = Phase.pending
    package var desired = 0
    package var pending = 0
    package var running = 0
    /// Targets that the load balancer finds healthy; nil without one.
    package var healthy: Int?
    /// Tasks of the deployment that ended and should not have: our own count, since ECS sets its own back.
    package var failed = 0
    /// States of the load balancer's targets, with how many there are of each.
    package var targets: [String: Int] = [:]
    /// ECS's own name for where a deployment is: `SCALE_UP`, `BAKE_TIME`.
    package var stage: String?

    package init() {}

    /// Of all that is wanted; 100 only when ECS calls it a success.
    package var percent: Int {
        if phase == .done { return 100 }
        guard desired > 0 else { return 0 }
        // Being well is half of the way.
        let share = min(running, desired) + min(healthy ?? running, desired)
        return min(99, share * 50 / desired)
    }

    var json: JSONObject {
        [
            "phase": .string(phase.rawValue), "desired": JSONValue(desired), "pending": JSONValue(pending), "running": JSONValue(running),
            "healthy": healthy.map { JSONValue($0) } ?? .null, "failed": JSONValue(failed), "percent": JSONValue(percent),
            "targets": .object(targets.mapValues { JSONValue($0) }), "stage": stage.map { .string($0) } ?? .null,
        ]
    }
}
