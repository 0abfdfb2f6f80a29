import HTTP
import Synchronization

/// Time that passes only when somebody waits.
final class SteppingClock: Sendable {
    private let state = Mutex<Duration>(.zero)

    var elapsed: Duration { state.withLock(\.self) }

    func pass(_ duration: Duration) { state.withLock { $0 += duration } }

    var clock: RetryClock {
        RetryClock(
            sleep: { self.pass($0) }, random: { 0 }, secondsSince1970: { 1_700_000_000 + Int64(self.elapsed / .seconds(1)) },
            elapsed: { self.elapsed })
    }

    func policy(patience: Duration?) -> RetryPolicy {
        var policy = RetryPolicy()
        policy.clock = clock
        policy.patience = patience
        return policy
    }
}
