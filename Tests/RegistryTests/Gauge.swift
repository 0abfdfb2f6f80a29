import Diagnostics
import Synchronization

/// Counts the bytes that are handed over for sending, and lets a test wait for so many.
final class Gauge: Reporter {
    private struct State {
        var count: Int64 = 0
        var isCancelled = false
        var waiting: [(goal: Int64, continuation: CheckedContinuation<Void, Never>)] = []

        mutating func takeDue() -> [CheckedContinuation<Void, Never>] {
            let due = waiting.filter { isCancelled || $0.goal <= count }
            waiting.removeAll { isCancelled || $0.goal <= count }
            return due.map(\.continuation)
        }
    }

    private let state = Mutex(State())

    func report(_ event: ProgressEvent) {
        guard case .advanced(_, let count) = event else { return }
        resume { $0.count += count }
    }

    /// - Throws: `CancellationError`, so that the test's time limit ends it.
    func wait(for goal: Int64) async throws {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                resume { $0.waiting.append((goal, continuation)) }
            }
        } onCancel: {
            resume { $0.isCancelled = true }
        }
        try Task.checkCancellation()
    }

    /// Outside of the lock: a task that is being cancelled holds one that resuming it takes.
    private func resume(after change: (inout State) -> Void) {
        let due = state.withLock { state in
            change(&state)
            return state.takeDue()
        }
        for continuation in due { continuation.resume() }
    }
}
