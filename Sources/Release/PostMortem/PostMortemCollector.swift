import AWS
import Diagnostics

/// Puts together why a deployment failed.
struct PostMortemCollector: Sendable {
    let clients: ReleaseClients
    let logLines: Int
    let now: Double

    /// - Parameters:
    ///   - task: what was deployed.
    ///   - isLate: it has not failed, but was not ready in time.
    func collect(_ watch: DeploymentWatch, task: TaskDefinition?, previous: String?, isLate: Bool) async throws -> PostMortem {
        let failures = try await freshFailures(watch)
        let logs = try await tails(failures, task)
        let reading = PostMortemReading(watch: watch, failures: failures, logs: logs, isLate: isLate)
        let cause = reading.cause
        return PostMortem(
            service: watch.deployment.name, cluster: watch.deployment.cluster, serviceName: watch.deployment.serviceName,
            revision: DeploymentWatch.shortName(watch.deployment.revision), previousRevision: previous.map(DeploymentWatch.shortName),
            cause: cause, words: reading.words(of: cause), reasons: .init(failures.map(\.reason)), exits: .init(reading.exits),
            targets: watch.targetTroubles.map { PostMortem.Tally(text: $0.key, count: $0.value) }.sorted { $0.text < $1.text },
            alarms: watch.record?.triggeredAlarms ?? [], logs: logs, events: reading.events,
            remedy: Remedy(cause, failures: failures, task: task, watch: watch).text, failed: failures.count,
            running: watch.progress.running, desired: watch.progress.desired, startedAt: watch.deployment.createdAt, failedAt: now)
    }

    /// The failed tasks as they are now: exit codes come a little later than the end.
    private func freshFailures(_ watch: DeploymentWatch) async throws -> [TaskFailure] {
        guard !watch.failures.isEmpty else { return [] }
        let arns = watch.failures.map(\.arn)
        let found = try? await clients.ecs.describeTasks(arns, in: watch.deployment.cluster).found
        try Task.checkCancellation()
        return watch.failures.map { old in found?.first { $0.arn == old.arn }.map(TaskFailure.init(ended:)) ?? old }
    }

    /// The log of the last task that failed; of one container, the one that ended it.
    private func tails(_ failures: [TaskFailure], _ task: TaskDefinition?) async throws -> [LogTail] {
        guard logLines > 0, let task, let failure = failures.max(by: { ($0.stoppedAt ?? 0) < ($1.stoppedAt ?? 0) }) else { return [] }
        // What never ran said nothing.
        guard
            failure.containers.contains(where: { $0.exitCode != nil })
                || failure.cause != .unknown && failure.stopCode != "TaskFailedToStart"
        else { return [] }
        let names = failure.culprit.map { [$0.name] } ?? failure.containers.map(\.name)
        var tails: [LogTail] = []
        for container in names.compactMap({ task[container: $0] }) {
            guard let place = LogPlace(container, task: failure.id) else { continue }
            tails.append(try await tail(of: container.name ?? "", failure, place))
        }
        return tails
    }

    private func tail(of container: String, _ failure: TaskFailure, _ place: LogPlace) async throws -> LogTail {
        var lines: [String] = [], trouble: String?
        do {
            lines = try await clients.logs.lastEvents(logLines, of: place.stream, in: place.group).map { ShownLine.text($0.message) }
        } catch let error as AWSError {
            // A post-mortem without a log is better than none.
            trouble = [error.summary, error.words].compactMap(\.self).joined(separator: ": ")
        }
        return LogTail(container: container, task: failure.id, group: place.group, stream: place.stream, lines: lines, trouble: trouble)
    }
}

/// A line of a program as a terminal may show it.
enum ShownLine {
    /// Without colours, control characters and a newline at the end, and not without end.
    static func text(_ line: String) -> String {
        var shown = String.UnicodeScalarView()
        var isEscaping = false
        for scalar in line.unicodeScalars.prefix(4000) {
            if isEscaping {
                // An escape sequence ends with its first letter; '[' begins its parameters.
                if scalar != "[", !("0"..."?").contains(scalar) { isEscaping = false }
            } else if scalar == "\u{1b}" {
                isEscaping = true
            } else if scalar == "\t" {
                shown.append(contentsOf: "    ".unicodeScalars)
            } else if scalar.value >= 0x20, !(0x7f...0x9f).contains(scalar.value) {
                shown.append(scalar)
            }
        }
        return String(shown)
    }
}
