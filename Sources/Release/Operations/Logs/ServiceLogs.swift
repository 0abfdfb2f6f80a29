import AWS
import Diagnostics
import HTTP

/// The lines of all tasks of a service.
package struct ServiceLogs: Sendable {
    private let clients: ReleaseClients
    private let clock: RetryClock
    private let reporter: any Reporter

    package init(_ clients: ReleaseClients, clock: RetryClock = .system, reporter: any Reporter = SilentReporter()) {
        self.clients = clients
        self.clock = clock
        self.reporter = reporter
    }

    package enum Ending: Sendable {
        /// With the last line there is now.
        case now
        /// Never: until cancelled.
        case never
    }

    /// Reads lines in the order of their times, and gives each to `tell` once.
    /// - Throws: ``ServiceMissing``; ``LogsMissing``; `AWSError`; `CancellationError`; what `tell` throws.
    package func read(
        _ address: ServiceAddress, _ query: LogQuery, until ending: Ending, tell: @Sendable ([LogLine]) throws -> Void
    ) async throws {
        let searches = try await searches(address, query)
        let start = clock.secondsSince1970() * 1000 - Int64(query.since / .milliseconds(1))
        var log = InterleavedLog(clients.logs, searches, query, from: max(0, start))
        var pause = Self.shortest
        while true {
            let batch = ending == .now ? try await log.next() : try await patientNext(&log)
            if !batch.lines.isEmpty { try tell(batch.lines) }
            if !batch.isLast { continue }
            if ending == .now { return }
            pause = batch.lines.isEmpty ? min(pause * 1.5, Self.longest) : Self.shortest
            try await clock.sleep(pause)
        }
    }

    /// CloudWatch lets an account search five times a second.
    private static let shortest = Duration.seconds(2)
    private static let longest = Duration.seconds(10)

    /// A moment without an answer is waited out: who follows a log wants it to go on.
    private func patientNext(_ log: inout InterleavedLog) async throws -> InterleavedLog.Batch {
        do {
            return try await log.next()
        } catch let error as AWSError where AccessTrouble(error) == .passing {
            reporter.detail("the log cannot be read for a moment: \(error.summary)")
            return InterleavedLog.Batch(lines: [], isLast: true)
        }
    }

    /// Where the revisions that the service has now write.
    private func searches(_ address: ServiceAddress, _ query: LogQuery) async throws -> [LogSearch] {
        let service = try await ServiceFinder(ecs: clients.ecs).service(address)
        let revisions = Set(([service.taskDefinition] + service.deployments.map(\.taskDefinition)).compactMap(\.self)).sorted()
        var containers: [ContainerDefinition] = []
        for revision in revisions {
            let task = TaskDefinition(described: try await clients.ecs.describeTaskDefinition(revision).json.object ?? [:])
            containers += task.containers
        }
        if let name = query.container {
            let names = Set(containers.compactMap(\.name)).sorted()
            guard names.contains(name) else { throw DefinitionError(.unknownContainer(name, among: names), address.name) }
            containers.removeAll { $0.name != name }
        }
        let found = containers.map { LogSearch($0) }
        guard found.contains(where: { $0 != nil }) else { throw LogsMissing(service: address.name, drivers: containers.map(\.logDriver)) }
        for (container, search) in zip(containers, found) where search == nil {
            reporter.warn("the lines of '\(container.name ?? "")' do not go to CloudWatch")
        }
        var seen: Set<LogSearch> = []
        return found.compactMap(\.self).filter { seen.insert($0).inserted }
    }
}

/// Nothing that a service writes goes to CloudWatch.
package struct LogsMissing: UserFacingError, Equatable {
    let service: String
    /// Of its containers; nil for one that has none.
    let drivers: [String?]

    package var summary: String { "the lines of '\(service)' do not go to CloudWatch" }
    package var reason: String? {
        let named = Set(drivers.compactMap(\.self)).sorted()
        return named.isEmpty ? "its containers have no log settings" : "its containers write to: \(named.joined(separator: ", "))"
    }
    package var hint: String? { "`imgship release` gives every container the driver awslogs unless 'logs:' says otherwise" }
    package var exitCode: ExitCode { .failed }
}
