import AWS
import JSON

/// A place where a deployment waits for someone to continue it.
package struct RolloutPause: Sendable, Hashable {
    /// What ECS calls it; it is needed to continue.
    package let hook: String
    /// ECS's own name for where the deployment is: `POST_TEST_TRAFFIC_SHIFT`.
    package let stage: String?
    /// When it ends by itself; seconds since 1970.
    package let expiresAt: Double?
    /// Whether the deployment then goes back, and not on.
    package let endsInRollback: Bool

    /// Nil for a deployment that waits for nobody.
    init?(_ deployment: ServiceDeployment) {
        guard deployment.status == .inProgress, let pause = deployment.pause, let id = pause.id else { return nil }
        hook = id
        stage = deployment.lifecycleStage
        expiresAt = pause.expiresAt
        endsInRollback = pause.timeoutAction != "CONTINUE"
    }

    /// `moving traffic; it goes back by itself at 2026-01-05T09:00:12Z`
    package var text: String {
        let place = stage.map { ShiftWords.stage($0) ?? "tasks have started" }
        let end = expiresAt.map { "it goes \(endsInRollback ? "back" : "on") by itself at \(UTCDate(Int64($0)).readable)" }
        return [place, end].compactMap(\.self).joined(separator: "; ")
    }

    var json: JSONValue {
        [
            "hook": .string(hook), "stage": stage.map { .string($0) } ?? .null,
            "expiresAt": expiresAt.map { .string(UTCDate(Int64($0)).readable) } ?? .null, "then": endsInRollback ? "rollback" : "continue",
        ]
    }
}
