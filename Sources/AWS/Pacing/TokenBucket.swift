/// How often one group of calls may be made: `burst` at once, `rate` a second in the long run.
///
/// A call takes a token before it is made, also one that is not there yet: then it waits until that one is.
struct TokenBucket: Sendable {
    private let fullRate: Double
    private let burst: Double
    /// Tokens a second at the moment.
    private(set) var rate: Double
    private var tokens: Double
    private var filledAt: Duration
    private var slowedAt: Duration?

    init(_ pace: Pace, at now: Duration) {
        burst = pace.burst
        fullRate = pace.rate
        rate = pace.rate
        tokens = pace.burst
        filledAt = now
    }

    /// Takes a token.
    /// - Returns: how long to wait for it.
    mutating func take(at now: Duration) -> Duration {
        fill(at: now)
        tokens -= 1
        return tokens >= 0 ? .zero : .seconds(-tokens / rate)
    }

    /// AWS has refused a call: half as many from now on, and nothing in hand.
    mutating func slowDown(at now: Duration) {
        fill(at: now)
        // Calls that were under way together are refused together, and say one thing.
        if let slowedAt, now - slowedAt < .seconds(1) { return }
        slowedAt = now
        rate = max(rate / 2, fullRate / 32)
        tokens = min(tokens, 0)
    }

    /// AWS has taken a call: a little faster, up to what its documentation promises.
    mutating func speedUp(at now: Duration) {
        guard rate < fullRate else { return }
        fill(at: now)
        rate = min(fullRate, rate + fullRate / 20)
    }

    private mutating func fill(at now: Duration) {
        // A clock that stands still, or is put back, gives nothing.
        let seconds = max(0, (now - filledAt) / .seconds(1))
        tokens = min(burst, tokens + seconds * rate)
        filledAt = max(filledAt, now)
    }
}
