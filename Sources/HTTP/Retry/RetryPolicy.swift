/// Decides what is tried again, how often, and after which wait; the only place that waits.
package struct RetryPolicy: Sendable {
    /// How often in all, the first time included.
    package var attempts = 5
    /// The wait before the second attempt; doubled for each after it, up to `longestDelay`.
    package var firstDelay = Duration.milliseconds(500)
    package var longestDelay = Duration.seconds(20)
    /// All waits together; a server that asks for more than is left is not waited for.
    package var budget = Duration.seconds(120)
    package var clock = RetryClock.system

    package init() {}

    /// One attempt and no other.
    package static var never: RetryPolicy {
        var policy = RetryPolicy()
        policy.attempts = 1
        return policy
    }

    /// Which failures may be followed by another attempt.
    package enum Safety: Sendable {
        /// Doing it twice is as good as doing it once: GET, HEAD, PUT of content named by its digest.
        case repeatable
        /// Only when the server has surely not acted on it: no connection, 429, or 503 with `Retry-After`.
        case onlyIfRefused
    }

    /// Runs `operation` until it succeeds, fails for good, or the policy gives up; then its last error is thrown.
    /// - Parameter willRetry: told before each wait: the error, and how long the wait is.
    package func run<Success: Sendable>(
        _ safety: Safety = .repeatable, willRetry: (HTTPError, Duration) -> Void = { _, _ in },
        isolation: isolated (any Actor)? = #isolation, _ operation: () async throws -> Success
    ) async throws -> Success {
        var attempt = 1
        var spent = Duration.zero
        while true {
            do {
                return try await operation()
            } catch let error as HTTPError {
                guard let delay = delay(after: error, attempt: attempt, spent: spent, safety) else { throw error }
                willRetry(error, delay)
                try await clock.sleep(delay)
                spent += delay
                attempt += 1
            }
        }
    }

    /// How long to wait before trying again; nil to give up.
    /// - Parameters:
    ///   - attempt: how many attempts there have been, at least 1.
    ///   - spent: how long was waited so far.
    package func delay(after error: HTTPError, attempt: Int, spent: Duration, _ safety: Safety) -> Duration? {
        guard attempt < attempts, Self.mayRetry(error, safety) else { return nil }
        let doubled = firstDelay * (1 << min(attempt - 1, 20))
        let ceiling = min(doubled, longestDelay)
        // Between half and all of it: many clients that failed together must not come back together.
        let jittered = ceiling * (0.5 + clock.random() / 2)
        let asked = error.retryAfter?.delay(from: clock.secondsSince1970()) ?? .zero
        let delay = max(jittered, asked)
        return spent + delay <= budget ? delay : nil
    }

    /// Whether another attempt may have another outcome.
    package static func mayRetry(_ error: HTTPError, _ safety: Safety) -> Bool {
        switch error.code {
        case .couldNotResolve, .couldNotConnect, .timeout(.connect), .status(429): true
        case .status(503): safety == .repeatable || error.retryAfter != nil
        case .reset, .truncated, .badResponse, .timeout(.stall), .timeout(.total), .status(408), .status(425), .status(500...599):
            safety == .repeatable
        default: false
        }
    }
}
