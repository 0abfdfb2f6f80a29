import AWS

/// Reads a cause out of all that was seen of a deployment.
struct PostMortemReading {
    let watch: DeploymentWatch
    let failures: [TaskFailure]
    let logs: [LogTail]
    let isLate: Bool

    /// The most specific first: what tasks say tells more than that ECS gave up.
    var cause: FailureCause {
        if case .superseded = watch.outcome { return .superseded }
        if !(watch.record?.triggeredAlarms ?? []).isEmpty { return .alarm }
        if failedHook != nil { return .hook }
        if let found = mostFrequent(failures.map(of).filter { $0 != .unknown }) { return found }
        let said = watch.messages.reversed().lazy.map(\.text).filter { $0.contains("unable to place") || $0.contains("unhealthy") }
        if let found = said.compactMap(FailureWords.cause).first { return found }
        if !watch.targetTroubles.isEmpty { return .targetHealth }
        if watch.record?.circuitBreaker?.status == "TRIGGERED" || statusWords.contains("circuit breaker") { return .circuitBreaker }
        return isLate ? .timeout : .unknown
    }

    /// The words that tell it.
    func words(of cause: FailureCause) -> String {
        switch cause {
        case .alarm: return "in ALARM: " + (watch.record?.triggeredAlarms ?? []).joined(separator: ", ")
        case .hook: return failedHook.map(Self.words) ?? statusWords
        case .targetHealth:
            return watch.targetTroubles.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? taskWords(cause) ?? statusWords
        case .architecture: return formatLine ?? taskWords(cause) ?? statusWords
        case .exitCode: return exits.first ?? taskWords(cause) ?? statusWords
        case .noCapacity:
            return taskWords(cause) ?? watch.messages.last { FailureWords.cause(of: $0.text) == cause }.map { Self.reason(in: $0.text) }
                ?? statusWords
        case .timeout: return "\(watch.progress.running) of \(watch.progress.desired) tasks ran when the time was over"
        case .superseded: return watch.outcome?.reason.map { "superseded \($0)" } ?? statusWords
        default: return taskWords(cause) ?? statusWords
        }
    }

    /// `backend: exit code 1`
    var exits: [String] {
        failures.flatMap { failure in
            failure.containers.compactMap { container in
                // Whoever is told to stop ends with 0; only who ends so by itself is a failure.
                let isOwnEnd = failure.stopCode == "EssentialContainerExited" && container.name == failure.culprit?.name
                let code = container.exitCode.flatMap { $0 == 0 && !isOwnEnd ? nil : Self.text(ofCode: $0) }
                // What the task says is not said again.
                let reason = container.reason.flatMap { $0 == failure.reason ? nil : $0 }
                let words = [code, reason].compactMap(\.self)
                return words.isEmpty ? nil : "\(container.name): " + words.joined(separator: ", ")
            }
        }
    }

    /// Those that say more than that work goes on; at most ten.
    var events: [PostMortem.Event] {
        let everyday = [
            "has started", "registered", "deregistered", "has begun draining", "has reached a steady state", "being throttled",
            "has stopped",
        ]
        let telling = watch.messages.filter { message in !everyday.contains { message.text.contains($0) } }
        return telling.suffix(10).map { PostMortem.Event(at: $0.at, text: $0.text) }
    }

    private var failedHook: ServiceDeployment.LifecycleHook? { watch.record?.hooks.first(where: \.hasFailed) }

    private static func words(_ hook: ServiceDeployment.LifecycleHook) -> String {
        if hook.type == "PAUSE" { return "nobody continued it in time" }
        let name = hook.target.map(DeploymentWatch.functionName) ?? "a function"
        return hook.status == "TIMED_OUT" ? "the function '\(name)' did not answer in time" : "the function '\(name)' said no, or failed"
    }

    private var statusWords: String { watch.record?.rollback?.reason ?? watch.record?.statusReason ?? watch.outcome?.reason ?? "" }

    private var formatLine: String? { logs.flatMap(\.lines).last(where: FailureWords.isWrongFormat) }

    private func of(_ failure: TaskFailure) -> FailureCause {
        failure.cause == .exitCode && formatLine != nil ? .architecture : failure.cause
    }

    private func taskWords(_ cause: FailureCause) -> String? {
        failures.flatMap { [$0.reason] + $0.containers.compactMap(\.reason) }.first { FailureWords.cause(of: $0) == cause }
            ?? failures.first { $0.cause == cause }?.reason
    }

    /// `was unable to place a task. Reason: ...`: what comes after that.
    private static func reason(in message: String) -> String {
        message.firstRange(of: "Reason: ").map { String(message[$0.upperBound...]) } ?? message
    }

    private static func text(ofCode code: Int) -> String { "exit code \(code)" + (signals[code].map { " (\($0))" } ?? "") }

    private func mostFrequent(_ causes: [FailureCause]) -> FailureCause? {
        let counts = Dictionary(grouping: causes) { $0 }.mapValues(\.count)
        return counts.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
    }

    /// What codes over 128 mean to a shell, and so to most programs.
    private static let signals = [
        134: "SIGABRT", 137: "SIGKILL", 139: "SIGSEGV", 143: "SIGTERM", 127: "command not found", 126: "not executable",
    ]
}
