import Diagnostics
import Synchronization

/// Counts the bytes that are handed over for sending, and lets a test wait for so many.
final class Gauge: Reporter {
    private struct State {
        var count: Int64 = 0
        var waiting: [(goal: Int64, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    func report(_ event: ProgressEvent) {
        guard case .advanced(_, let count) = event else { return }
        let due = state.withLock { state in
            state.count += count
            let due = state.waiting.filter { $0.goal <= state.count }
            state.waiting.removeAll { $0.goal <= state.count }
            return due
        }
        for waiter in due { waiter.continuation.resume() }
    }

    func wait(for goal: Int64) async {
        await withCheckedContinuation { continuation in
            let isDue = state.withLock { state in
                if state.count < goal { state.waiting.append((goal, continuation)) }
                return state.count >= goal
            }
            if isDue { continuation.resume() }
        }
    }
}
