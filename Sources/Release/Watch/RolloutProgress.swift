import JSON

/// How far the deployment of one service is.
package struct RolloutProgress: Sendable, Hashable {
    package enum Phase: String, Sendable {
        case pending
        case deploying
        /// All tasks are there; ECS watches alarms, or waits at a stage of a blue/green deployment.
        case baking
        /// It waits until someone continues it.
        case paused
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
    /// Percent of the traffic that the new tasks have; nil where none is moved.
    package var traffic: Double?
    package var testTraffic: Double?
    /// Where it waits for someone; nil where it does not.
    package var pause: RolloutPause?
    /// ECS's own name for where a deployment is: `SCALE_UP`, `BAKE_TIME`.
    package var stage: String?

    package init() {}

    /// Of all that is wanted; 100 only when ECS calls it a success.
    package var percent: Int {
        if phase == .done { return 100 }
        guard desired > 0 else { return 0 }
        // Being well is half of the way.
        let share = min(running, desired) + min(healthy ?? running, desired)
        // Where traffic moves, that is the other half of the way.
        guard let traffic else { return min(99, share * 50 / desired) }
        return min(99, share * 25 / desired + Int(traffic / 2))
    }

    var json: JSONObject {
        [
            "phase": .string(phase.rawValue), "desired": JSONValue(desired), "pending": JSONValue(pending), "running": JSONValue(running),
            "healthy": healthy.map { JSONValue($0) } ?? .null, "failed": JSONValue(failed), "percent": JSONValue(percent),
            "targets": .object(targets.mapValues { JSONValue($0) }), "stage": stage.map { .string($0) } ?? .null,
            "traffic": traffic.map(JSONValue.init(percent:)) ?? .null, "testTraffic": testTraffic.map(JSONValue.init(percent:)) ?? .null,
            "pause": pause?.json ?? .null,
        ]
    }
}
