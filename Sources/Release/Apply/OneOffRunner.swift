import AWS
import Diagnostics
import HTTP
import JSON

/// Runs a one-off task, and tells its lines as they come.
package struct OneOffRunner: Sendable {
    private let clients: ReleaseClients
    private let clock: RetryClock
    private let interval: Duration
    private let observe: RolloutObserver
    private let name: String
    private let definition: TaskDefinition

    /// - Parameters:
    ///   - name: whose events the lines become.
    ///   - definition: of the task's revision: where its lines are.
    ///   - interval: between two looks at the task.
    package init(
        _ clients: ReleaseClients, _ name: String, _ definition: TaskDefinition, interval: Duration, clock: RetryClock,
        observe: @escaping RolloutObserver
    ) {
        self.clients = clients
        self.clock = clock
        self.interval = interval
        self.observe = observe
        self.name = name
        self.definition = definition
    }

    /// As part of a release.
    init(_ engine: Releaser, _ name: String, _ definition: TaskDefinition) {
        self.init(
            engine.clients, name, definition, interval: engine.settings.interval, clock: engine.clock, observe: engine.observe)
    }

    /// - Parameter timeout: nil to wait for ever.
    /// - Throws: `AWSError`; `CancellationError`, after the task was told to stop.
    package func run(_ task: OneOffTask, timeout: Duration?) async throws -> OneOffResult {
        let started = try await clients.ecs.runTask(task.request(token: RequestToken()))
        guard let arn = started.found.first?.arn else {
            let words = started.failures.map(\.words).joined(separator: "\n")
            return OneOffResult(
                exitCode: nil, isTimedOut: false, task: nil, words: words.isEmpty ? "ECS did not start it" : words,
                cause: started.failures.contains(where: \.isLackOfCapacity) ? .noCapacity : nil)
        }
        do {
            return try await follow(arn, task, timeout)
        } catch is CancellationError {
            await stop(arn, task, because: "interrupted")
            throw CancellationError()
        }
    }

    private func follow(_ arn: String, _ task: OneOffTask, _ timeout: Duration?) async throws -> OneOffResult {
        let place = definition[container: task.container].flatMap {
            LogPlace($0, task: arn.split(separator: "/").last.map(String.init) ?? "")
        }
        var log = place.map { LogReader($0, clients.logs) }
        let deadline = timeout.map { clock.elapsed() + $0 }
        let begun = clock.elapsed()
        var status: String?
        while true {
            let answer = try await passing { try await clients.ecs.describeTasks([arn], in: task.cluster) }
            let isLate = status != nil || clock.elapsed() - begun > Self.consistency
            if isLate, answer?.failures.contains(where: \.isMissing) == true { return Self.lost(arn) }
            let found = answer?.found.first
            if let found, found.lastStatus != status, let new = found.lastStatus {
                status = new
                tell(.task(new))
            }
            for line in try await passing({ try await log?.next() }) ?? [] { tell(.line(ShownLine.text(line))) }
            if let found, found.isStopped {
                // CloudWatch is a little behind: one more look when all is over.
                try await clock.sleep(interval)
                for line in try await passing({ try await log?.next() }) ?? [] { tell(.line(ShownLine.text(line))) }
                return Self.result(found, task)
            }
            if let timeout, let deadline, clock.elapsed() >= deadline {
                await stop(arn, task, because: "it took too long")
                return OneOffResult(
                    exitCode: nil, isTimedOut: true, task: arn,
                    words: "it was not over after \(PostMortemText.span(timeout / .seconds(1)))",
                    cause: .timeout)
            }
            try await clock.sleep(interval)
        }
    }

    /// How long a new task may be unknown to parts of ECS.
    private static let consistency: Duration = .seconds(300)

    private static func lost(_ arn: String) -> OneOffResult {
        OneOffResult(
            exitCode: nil, isTimedOut: false, isForgotten: true, task: arn, words: "ECS does not know the task any more", cause: nil)
    }

    private static func result(_ task: ECSTask, _ wanted: OneOffTask) -> OneOffResult {
        let failure = TaskFailure(ended: task)
        let container = failure.containers.first { $0.name == wanted.container }
        let code = container?.exitCode.map { "its container '\(wanted.container)' ended with exit code \($0)" }
        let words = [code ?? failure.reason, container?.reason].compactMap(\.self).joined(separator: ": ")
        return OneOffResult(
            exitCode: container?.exitCode, isTimedOut: false, task: task.arn, words: words,
            cause: container?.exitCode == 0 ? nil : failure.cause)
    }

    /// Nil when AWS cannot be asked for a moment.
    private func passing<Answer>(_ ask: () async throws -> Answer?) async throws -> Answer? {
        do {
            return try await ask()
        } catch let error as AWSError where AccessTrouble(error) == .passing {
            return nil
        }
    }

    /// Also when we have been cancelled: a migration must not go on unseen.
    private func stop(_ arn: String, _ task: OneOffTask, because reason: String) async {
        let ecs = clients.ecs
        let stopping = Task { _ = try? await ecs.stopTask(arn, in: task.cluster, reason: "imgship: \(reason)") }
        await stopping.value
    }

    private func tell(_ kind: RolloutEvent.Kind) {
        observe(RolloutEvent(service: name, at: Double(clock.secondsSince1970()), kind: kind))
    }
}

/// Reads a log from its beginning on, as it grows.
struct LogReader {
    private let place: LogPlace
    private let logs: LogsClient
    private var token: String?

    init(_ place: LogPlace, _ logs: LogsClient) {
        self.place = place
        self.logs = logs
    }

    /// What has come since the last time; empty before there is anything, and for someone who may not read it.
    mutating func next() async throws -> [String] {
        var lines: [String] = []
        do {
            // A page may be empty with more behind it; one whose token stays the same is the last.
            for _ in 0..<100 {
                let page = try await logs.getLogEvents(place.stream, of: place.group, from: token, .oldestFirst)
                lines += page.events.map(\.message)
                if page.forward == token { break }
                token = page.forward
            }
        } catch let error as AWSError where error.isNotFound || error.isDenial {
            return lines
        }
        return lines
    }
}
