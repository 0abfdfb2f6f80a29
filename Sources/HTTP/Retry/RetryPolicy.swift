/// Decides what is tried again, how often, and after which wait: the only place that does, for all calls and requests.
package struct RetryPolicy: Sendable {
    /// How often in all, the first time included.
    package var attempts = 5
    /// The wait before the second attempt; doubled for each after it, up to `longestDelay`.
    package var firstDelay = Duration.milliseconds(500)
    package var longestDelay = Duration.seconds(20)
    /// All waits together; a server that asks for more than is left is not waited for.
    package var budget = Duration.seconds(120)
    /// All waits together because a server asks for fewer calls (429), when those are to count apart from all others: then no number of
    /// them is too many. Nil when they count like any failure.
    package var patience: Duration?
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
        var others = Tally(), limited = Tally()
        while true {
            do {
                return try await operation()
            } catch let error as HTTPError {
                let countsApart = patience != nil && error.code == .status(429)
                let tally = countsApart ? limited : others
                let delay =
                    countsApart
                    ? patientDelay(after: error, tally) : delay(after: error, attempt: tally.attempts, spent: tally.spent, safety)
                guard let delay else { throw error }
                willRetry(error, delay)
                try await clock.sleep(delay)
                if countsApart { limited.add(delay) } else { others.add(delay) }
            }
        }
    }

    private struct Tally {
        var attempts = 1
        var spent = Duration.zero

        mutating func add(_ delay: Duration) {
            attempts += 1
            spent += delay
        }
    }

    /// How long to wait before trying again; nil to give up.
    /// - Parameters:
    ///   - attempt: how many attempts there have been, at least 1.
    ///   - spent: how long was waited so far.
    package func delay(after error: HTTPError, attempt: Int, spent: Duration, _ safety: Safety) -> Duration? {
        guard attempt < attempts, Self.mayRetry(error, safety) else { return nil }
        let delay = wait(after: error, attempt)
        return spent + delay <= budget ? delay : nil
    }

    /// As `delay`, for a server that asks for fewer calls: it has surely not acted, so it may be asked again however often.
    private func patientDelay(after error: HTTPError, _ tally: Tally) -> Duration? {
        let left = (patience ?? .zero) - tally.spent
        guard left > .zero else { return nil }
        let delay = wait(after: error, tally.attempts)
        // One last attempt at the very end, unless the server says that it is too early then.
        return delay <= left ? delay : error.retryAfter == nil ? left : nil
    }

    private func wait(after error: HTTPError, _ attempt: Int) -> Duration {
        let doubled = firstDelay * (1 << min(attempt - 1, 20))
        let ceiling = min(doubled, longestDelay)
        // Between half and all of it: many clients that failed together must not come back together.
        let jittered = ceiling * (0.5 + clock.random() / 2)
        let asked = error.retryAfter?.delay(from: clock.secondsSince1970()) ?? .zero
        return max(jittered, asked)
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
