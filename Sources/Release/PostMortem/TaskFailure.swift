import AWS

/// A task of a deployment that ended, or never began, though it should run.
package struct TaskFailure: Sendable, Hashable {
    package let arn: String
    /// In ECS's words.
    package let reason: String
    package let stopCode: String?
    package let containers: [Container]
    /// Seconds since 1970.
    package let stoppedAt: Double?

    package struct Container: Sendable, Hashable {
        package let name: String
        package let exitCode: Int?
        package let reason: String?
    }

    /// - Returns: nil for a task that was taken away on purpose.
    init?(_ task: ECSTask) {
        let reason = task.stoppedReason ?? ""
        if ["UserInitiated", "SpotInterruption", "TerminationNotice"].contains(task.stopCode) { return nil }
        // Rolling updates and scaling end tasks that are well.
        if reason.hasPrefix("Scaling activity initiated by") { return nil }
        self.init(ended: task)
    }

    /// Whatever the reason.
    init(ended task: ECSTask) {
        arn = task.arn ?? ""
        stopCode = task.stopCode
        stoppedAt = task.stoppedAt ?? task.stoppingAt
        containers = task.containers.map { Container(name: $0.name ?? "", exitCode: $0.exitCode, reason: $0.reason) }
        reason = Self.withoutIdentities(task.stoppedReason ?? task.stopCode ?? "it stopped", of: task)
    }

    package var id: String { arn.split(separator: "/").last.map(String.init) ?? arn }

    /// The container that ended first in its own way: one with a reason, else one with an exit code that is not 0.
    package var culprit: Container? {
        containers.first { $0.reason != nil } ?? containers.first { ($0.exitCode ?? 0) != 0 }
            ?? (containers.count == 1 ? containers[0] : nil)
    }

    package var cause: FailureCause {
        let said = [reason] + containers.compactMap(\.reason)
        if let cause = said.lazy.compactMap(FailureWords.cause).first { return cause }
        if stopCode == "EssentialContainerExited" || containers.contains(where: { $0.exitCode != nil }) { return .exitCode }
        return .unknown
    }

    /// Whether all other tasks can only fail alike.
    var isCertain: Bool { ([reason] + containers.compactMap(\.reason)).contains(where: FailureWords.isCertain) }

    /// Without the task's own id, so that equal reasons are equal.
    private static func withoutIdentities(_ reason: String, of task: ECSTask) -> String {
        guard let id = task.id, reason.contains(id) else { return reason }
        return reason.split(separator: id, omittingEmptySubsequences: false).joined(separator: "...")
    }
}

/// How many failed tasks are enough to end a deployment.
struct FailureLimit: Sendable, Hashable {
    /// 0 for never.
    let count: Int

    func isReached(by failures: [TaskFailure]) -> Bool {
        count > 0 && (failures.count >= count || failures.contains(where: \.isCertain))
    }
}
