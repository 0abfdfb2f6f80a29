/// What to say of deployments that neither succeeded nor failed.
struct WaveWords {
    let summary: String
    let reason: String?
    let hint: String?

    static func displaced(_ watches: [DeploymentWatch]) -> WaveWords {
        let lines = watches.compactMap { watch -> String? in
            let name = watch.deployment.name
            switch watch.outcome {
            case .superseded(let other): return "\(name): another deployment\(other.map { ", of \($0)," } ?? "") took its place"
            case .deleted: return "\(name): the service was deleted"
            case .clusterGone: return "\(name): its cluster is gone"
            default: return nil
            }
        }
        return WaveWords(
            summary: "someone else changed what was being deployed; nothing was rolled back", reason: lines.joined(separator: "\n"),
            hint: "see who else deploys, then release again")
    }

    static func outOfSight(_ watches: [DeploymentWatch]) -> WaveWords {
        let words = watches.lazy.compactMap { if case .outOfSight(let words) = $0.outcome { words } else { nil } }.first
        return WaveWords(
            summary: "the rollout goes on, and cannot be followed any more", reason: words,
            hint: "sign in again, then follow it with `imgship release --follow`")
    }

    static func paused(_ watches: [DeploymentWatch], _ naming: ServiceNaming) -> WaveWords {
        let paused = watches.compactMap { watch -> (deployment: FollowedDeployment, text: String)? in
            guard case .paused(let pause) = watch.outcome else { return nil }
            return (watch.deployment, pause.text)
        }
        let names = paused.map { "'\($0.deployment.name)'" }.joined(separator: ", "), deployments = paused.map(\.deployment)
        return WaveWords(
            summary: "\(names) \(paused.count == 1 ? "waits" : "wait") to be continued",
            reason: paused.map { "\($0.deployment.name): \($0.text)" }.joined(separator: "\n"),
            hint: "continue with `\(naming.command("release --continue", deployments))`, or go back with "
                + "`\(naming.command("rollback", deployments))`")
    }

    static func late(_ watches: [DeploymentWatch], _ causes: String?) -> WaveWords {
        let late = watches.filter { $0.outcome != .succeeded }.map { "'\($0.deployment.name)'" }
        return WaveWords(
            summary: "\(late.joined(separator: ", ")) \(late.count == 1 ? "was" : "were") not ready in time; the rollout goes on",
            reason: causes, hint: "follow it with `imgship release --follow`")
    }
}

extension ReleaseRecord {
    /// Writes down how deployments ended.
    mutating func note(_ watches: [DeploymentWatch]) {
        for watch in watches {
            let name = watch.deployment.name
            self[name]?.deployment = watch.deployment.arn
            switch watch.outcome {
            case .succeeded: self[name]?.state = .succeeded
            case .rolledBack: self[name]?.state = .rolledBack
            case .rollbackFailed, .stopped, .superseded, .deleted, .clusterGone: self[name]?.state = .failed
            case .paused: self[name]?.state = .paused
            case .timedOut, .outOfSight, nil: self[name]?.state = .deploying
            }
        }
    }
}
