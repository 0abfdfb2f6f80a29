import Glibc

/// Time and chance as ``RetryPolicy`` sees them; tests give their own.
package struct RetryClock: Sendable {
    package var sleep: @Sendable (Duration) async throws -> Void
    /// From 0 to below 1.
    package var random: @Sendable () -> Double
    package var secondsSince1970: @Sendable () -> Int64
    /// Time that never goes back, from a beginning of its own: what durations are measured with.
    package var elapsed: @Sendable () -> Duration

    package init(
        sleep: @escaping @Sendable (Duration) async throws -> Void, random: @escaping @Sendable () -> Double,
        secondsSince1970: @escaping @Sendable () -> Int64, elapsed: @escaping @Sendable () -> Duration = Self.sinceStart
    ) {
        self.sleep = sleep
        self.random = random
        self.secondsSince1970 = secondsSince1970
        self.elapsed = elapsed
    }

    private static let start = ContinuousClock.now

    /// Since the program first asked.
    @Sendable package static func sinceStart() -> Duration { start.duration(to: .now) }

    /// The machine's.
    package static let system = RetryClock(
        sleep: { try await Task.sleep(for: $0) }, random: { .random(in: 0..<1) }, secondsSince1970: { Int64(time(nil)) })
}
