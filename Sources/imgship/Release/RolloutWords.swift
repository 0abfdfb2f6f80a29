import Release

/// What happens during a release, in the words of a line.
enum RolloutWords {
    /// Nil for what is not said in a line of its own.
    /// - Parameter service: whose event it is.
    static func text(_ kind: RolloutEvent.Kind, of service: String) -> String? {
        switch kind {
        case .registered(let revision): "registered \(short(revision))"
        case .task(let status): "its task before the release is \(status.lowercased())"
        case .line(let text): "| \(text)"
        case .progress(let progress): text(progress)
        case .taskFailed(let reason): "a task failed: \(ShortWords.text(reason, service: service))"
        case .ended(let outcome): text(outcome)
        case .message(let text): ShortWords.text(text, service: service)
        case .postMortem: nil
        }
    }

    /// `deploying, 1 of 2 tasks run, 1 healthy`
    static func text(_ progress: RolloutProgress) -> String {
        var parts = [phase(of: progress), "\(progress.running) of \(progress.desired) tasks run"]
        if let healthy = progress.healthy { parts.append("\(healthy) healthy") }
        if let traffic = progress.traffic { parts.append("\(ShiftWords.percent(traffic)) of the traffic") }
        if progress.failed > 0 { parts.append("\(progress.failed) failed") }
        return parts.joined(separator: ", ")
    }

    /// Where traffic is moved, what ECS says of that.
    static func phase(of progress: RolloutProgress) -> String {
        guard progress.phase == .deploying, progress.traffic != nil else { return phase(progress.phase) }
        return progress.stage.flatMap(ShiftWords.stage) ?? phase(progress.phase)
    }

    /// `moving traffic, 10 %`, for a table.
    static func state(of progress: RolloutProgress) -> String {
        let share = progress.traffic.flatMap { (1..<100).contains($0) ? ", " + ShiftWords.percent($0) : nil } ?? ""
        return phase(of: progress) + share
    }

    private static func phase(_ phase: RolloutProgress.Phase) -> String {
        switch phase {
        case .pending: "pending"
        case .deploying: "deploying"
        case .baking: "baking"
        case .paused: "paused"
        case .stopping: "stopping"
        case .rollingBack: "rolling back"
        case .done: "done"
        }
    }

    static func text(_ outcome: RolloutOutcome) -> String {
        let words =
            switch outcome {
            case .succeeded: "succeeded"
            case .rolledBack: "rolled back"
            case .rollbackFailed: "not rolled back"
            case .stopped: "stopped"
            case .superseded: "superseded"
            case .deleted: "deleted by someone else"
            case .clusterGone: "its cluster is gone"
            case .paused: "paused"
            case .timedOut: "not ready in time"
            case .outOfSight: "out of sight"
            }
        // What comes after the first line is for who looks into it: the error says it again.
        let reason = outcome.reason?.split(separator: "\n").first
        return words + (reason.map { ": \($0)" } ?? "")
    }

    /// `backend:42` of an ARN.
    static func short(_ arn: String) -> String { arn.split(separator: "/").last.map(String.init) ?? arn }

    /// `1:05`
    static func clock(_ duration: Duration) -> String {
        let seconds = Int(max(0, duration.components.seconds))
        let rest = seconds % 60
        return "\(seconds / 60):\(rest < 10 ? "0" : "")\(rest)"
    }
}
