import Diagnostics
import Release
import Terminal

/// Tells how a one-off task goes on: its lines are the result, all else is for people.
struct TaskPrinter: Sendable {
    let reporter: any Reporter
    /// Whether standard output is for one JSON document alone.
    let isJSON: Bool

    func observe(_ event: RolloutEvent) {
        switch event.kind {
        case .task(let status): reporter.step("task   \(status.lowercased())")
        // The task's own words; with --json they go where people look.
        case .line(let text): (isJSON ? StandardStream.error : .output).write(text + "\n")
        default: break
        }
    }
}
