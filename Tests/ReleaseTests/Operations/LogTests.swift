import AWS
import Diagnostics
import HTTP
import Simulation
import Synchronization
import Testing

@testable import Release

@Suite struct `The log of a service` {
    private final class Lines: Sendable {
        private let state = Mutex<[LogLine]>([])
        func add(_ lines: [LogLine]) { state.withLock { $0 += lines } }
        var all: [LogLine] { state.withLock { $0 } }
    }

    private static let day = Duration.seconds(86_400)

    private static func read(
        _ scene: Scene, _ query: LogQuery = LogQuery(since: day), until ending: ServiceLogs.Ending = .now, name: String = "backend"
    ) async throws -> [LogLine] {
        let lines = Lines()
        let address = ServiceAddress(name: name, cluster: "demo", serviceName: name)
        do {
            try await ServiceLogs(ReleaseClients(scene.client), clock: scene.clock).read(address, query, until: ending) { lines.add($0) }
        } catch is CancellationError where ending == .never {}
        return lines.all
    }

    @Test func `has the lines of all tasks in the order of time`() async throws {
        let lines = try await Self.read(try Scene())
        #expect(Set(lines.map(\.task)).count == 2)
        #expect(Set(lines.map(\.container)) == ["backend"])
        #expect(lines.map(\.milliseconds) == lines.map(\.milliseconds).sorted())
        #expect(lines.filter { $0.text == "backend: listening on port 8000" }.count == 2)
    }

    @Test func `has those of tasks that have stopped`() async throws {
        let scene = try Scene(.crash)
        _ = try await scene.failure()
        let lines = try await Self.read(scene)
        #expect(lines.contains { $0.text.contains("Traceback") })
        let task = try #require(lines.first { $0.text.contains("Traceback") }?.task)
        let own = try await Self.read(scene, LogQuery(task: String(task.prefix(8)), since: Self.day))
        #expect(!own.isEmpty)
        #expect(Set(own.map(\.task)) == [task])
    }

    @Test func `begins where it is asked to, and has what fits the pattern`() async throws {
        let scene = try Scene()
        #expect(try await Self.read(scene, LogQuery(since: .seconds(60))).isEmpty)
        let found = try await Self.read(scene, LogQuery(since: Self.day, pattern: "listening"))
        #expect(found.count == 2)
    }

    @Test func `refuses a container that is not there`() async throws {
        let scene = try Scene()
        let error = await #expect(throws: DefinitionError.self) { try await Self.read(scene, LogQuery(container: "backnd")) }
        #expect(error?.hint == "did you mean 'backend'?")
    }

    @Test func `goes on with each new line once, until it is cancelled`() async throws {
        let scene = try Scene()
        let releaser = scene.releaser { $0.waiting = .not }
        _ = try await releaser.carryOut(try await releaser.prepare(scene.request))
        let lines = Lines()
        let address = scene.addresses[0]
        let logs = ServiceLogs(ReleaseClients(scene.client), clock: scene.clock)
        let following = Task {
            try await logs.read(address, LogQuery(since: Self.day), until: .never) { new in
                lines.add(new)
                // Two tasks before, two after.
                if lines.all.filter({ $0.text.contains("listening") }).count >= 4 { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { try await following.value }
        #expect(Set(lines.all).count == lines.all.count)
        #expect(Set(lines.all.map(\.task)).count == 4)
        #expect(await scene.calls("FilterLogEvents").count > 2)
    }
}
