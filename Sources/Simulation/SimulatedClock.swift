import HTTP
import Synchronization

/// A clock that stands still until someone waits on it: ten minutes of waiting take no time at all.
///
/// Who waits alone sees the same times in every run. Of several who wait at once, the longest wait counts.
package final class SimulatedClock: Sendable {
    private let state: Mutex<State>
    private let start: Int64
    private let pause: @Sendable (Duration) async throws -> Void

    private struct State {
        var milliseconds: Int64
        var random: SeededRandom
    }

    /// - Parameters:
    ///   - start: seconds since 1970; without one, 5 January 2026 at 09:00 UTC.
    ///   - pause: what really happens while virtual time passes: nothing, or a short wait for someone who looks on.
    package init(start: Int64 = 1_767_603_600, seed: UInt64 = 1, pause: @escaping @Sendable (Duration) async throws -> Void = { _ in }) {
        // A quarter of a second past: AWS's times have fractions.
        self.start = start * 1000 + 250
        state = Mutex(State(milliseconds: self.start, random: SeededRandom(seed: seed)))
        self.pause = pause
    }

    package var millisecondsSince1970: Int64 { state.withLock(\.milliseconds) }

    /// How much virtual time has passed since the start.
    package var elapsed: Duration { .milliseconds(millisecondsSince1970 - start) }

    /// Lets virtual time pass.
    package func advance(by duration: Duration) {
        state.withLock { $0.milliseconds += Self.milliseconds(duration) }
    }

    /// The clock as the parts of the program that wait know it.
    package var retryClock: RetryClock {
        RetryClock(
            sleep: { try await self.sleep($0) }, random: { self.state.withLock { $0.random.fraction() } },
            secondsSince1970: { self.millisecondsSince1970 / 1000 })
    }

    private func sleep(_ duration: Duration) async throws {
        try Task.checkCancellation()
        let end = millisecondsSince1970 + Self.milliseconds(duration)
        try await pause(duration)
        await Task.yield()
        try Task.checkCancellation()
        state.withLock { $0.milliseconds = max($0.milliseconds, end) }
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return max(0, seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }
}
