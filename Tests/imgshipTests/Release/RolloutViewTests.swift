import Diagnostics
import Foundation
import Synchronization
import Terminal
import Testing

@testable import Release
@testable import imgship

@Suite final class `A rollout at a terminal`: Sendable {
    private let shown = Mutex("")
    private let seconds = Mutex(0)

    private func progress(_ running: Int, healthy: Int? = nil, failed: Int = 0) -> RolloutEvent.Kind {
        var progress = RolloutProgress()
        (progress.phase, progress.desired, progress.running, progress.healthy, progress.failed) = (.deploying, 2, running, healthy, failed)
        return .progress(progress)
    }

    private func event(_ service: String, _ kind: RolloutEvent.Kind) -> RolloutEvent { RolloutEvent(service: service, at: 0, kind: kind) }

    @Test func `is a table, as the manual shows it`() throws {
        var table = RolloutTable(["backend", "frontend"])
        table.take(event("backend", progress(1)), at: .zero)
        table.take(event("backend", progress(2)), at: .seconds(20))
        table.take(event("backend", .ended(.succeeded)), at: .seconds(106))
        table.take(event("frontend", progress(0, healthy: 0)), at: .seconds(106))
        table.take(event("frontend", progress(2, healthy: 1)), at: .seconds(140))
        let lines = table.lines(at: .seconds(155), width: nil, hasColor: false)
        let manual = try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appendingPathComponent("docs/release.md"), encoding: .utf8)
        #expect(manual.contains("```\n\(lines.joined(separator: "\n"))\n```\n"), "\(lines.joined(separator: "\n"))")
    }

    @Test func `fits a narrow terminal`() {
        var table = RolloutTable(["a-service-with-a-long-name"])
        table.take(event("a-service-with-a-long-name", progress(1, healthy: 1, failed: 3)), at: .zero)
        for line in table.lines(at: .zero, width: 79, hasColor: false) { #expect(line.count <= 79, "\(line)") }
    }

    // MARK: Lines

    private func view(moves: Bool, _ amount: OutputStyle.Amount = .normal) -> RolloutView {
        RolloutView(
            ["backend"], style: OutputStyle(amount: amount, hasColor: false, hasMovingLine: moves), isSimulated: false,
            elapsed: { .seconds(self.seconds.withLock { $0 }) }, write: { text in self.shown.withLock { $0 += text } })
    }

    @Test func `is a line a change elsewhere, each said once`() {
        let view = view(moves: false)
        for kind in [progress(0), progress(0), progress(1)] { view.observe(event("backend", kind)) }
        seconds.withLock { $0 = 65 }
        view.observe(event("backend", .message("has started 1 tasks")))
        view.observe(event("backend", .ended(.rolledBack("breaker"))))
        #expect(
            shown.withLock { $0 } == """
                 0:00  backend  deploying, 0 of 2 tasks run
                 0:00  backend  deploying, 1 of 2 tasks run
                 1:05  backend  rolled back: breaker

                """)
    }

    @Test func `says that a service which was well is on its way back`() {
        let view = view(moves: false)
        for kind in [.ended(.succeeded), progress(0), .ended(.succeeded)] as [RolloutEvent.Kind] { view.observe(event("backend", kind)) }
        #expect(
            shown.withLock { $0 }.split(separator: "\n").map { $0.dropFirst(16) } == [
                "succeeded", "on its way back: deploying, 0 of 2 tasks run", "on its way back: succeeded",
            ])
    }

    @Test func `holds everything back while a question has the terminal`() {
        let view = view(moves: true)
        view.observe(event("backend", progress(0)))
        shown.withLock { $0 = "" }
        view.holding {
            view.observe(event("backend", .taskFailed("it crashed")))
            view.tick()
            #expect(shown.withLock { $0 }.isEmpty)
        }
        #expect(shown.withLock { $0 }.contains("backend  a task failed: it crashed\n"))
    }

    @Test func `says nothing with --quiet`() {
        let view = view(moves: false, .quiet)
        view.observe(event("backend", progress(0)))
        view.report(.step("created the log group /demo"))
        #expect(shown.withLock { $0 }.isEmpty)
        view.report(.warning(Warning("its tags are kept")))
        #expect(shown.withLock { $0 } == "warning: its tags are kept\n")
    }
}
