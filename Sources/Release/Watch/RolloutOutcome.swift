/// How the deployment of one service ended.
package enum RolloutOutcome: Sendable, Hashable {
    /// ECS calls this very deployment a success.
    case succeeded
    /// It failed, and what ran before runs again.
    case rolledBack(String)
    /// It failed, and what ran before does not run again.
    case rollbackFailed(String)
    /// It was stopped, and everything stays as it was at that moment.
    case stopped(String)
    /// Another deployment took its place.
    case superseded(by: String?)
    /// The service was deleted meanwhile.
    case deleted
    case clusterGone
    /// It is still going on, and waits for someone to continue it.
    case paused(RolloutPause)
    /// It is still going on: there was no time left.
    case timedOut
    /// It is still going on, as far as we know: AWS cannot be asked any more.
    case outOfSight(String)

    /// As `--json` names it.
    package var name: String {
        switch self {
        case .succeeded: "succeeded"
        case .rolledBack: "rolled-back"
        case .rollbackFailed: "rollback-failed"
        case .stopped: "stopped"
        case .superseded: "superseded"
        case .deleted: "deleted"
        case .clusterGone: "cluster-gone"
        case .paused: "paused"
        case .timedOut: "timed-out"
        case .outOfSight: "out-of-sight"
        }
    }

    /// In ECS's words where it has some.
    package var reason: String? {
        switch self {
        case .rolledBack(let words), .rollbackFailed(let words), .stopped(let words), .outOfSight(let words): words.isEmpty ? nil : words
        case .superseded(let other): other.map { "by \($0)" }
        case .paused(let pause): pause.text
        case .succeeded, .deleted, .clusterGone, .timedOut: nil
        }
    }
}
