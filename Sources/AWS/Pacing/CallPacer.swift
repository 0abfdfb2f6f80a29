import HTTP
import Synchronization

/// Keeps calls within what AWS lets an account do, so that it seldom has to refuse one.
///
/// One for all clients of an account: the allowances are the account's, in each region. Where AWS refuses calls all the same, others use
/// them up as well: then the pace is halved, and found again step by step.
package final class CallPacer: Sendable {
    private struct Key: Hashable {
        let region: Region
        let group: String
    }

    private let clock: RetryClock
    private let buckets = Mutex<[Key: TokenBucket]>([:])

    /// - Parameter clock: the one calls wait by.
    package init(clock: RetryClock = .system) { self.clock = clock }

    /// Returns when it is the call's turn.
    /// - Throws: `CancellationError`.
    func wait(for call: AWSCall, in region: Region) async throws {
        let delay = withBucket(call, region) { $0.take(at: $1) }
        if delay > .zero { try await clock.sleep(delay) }
    }

    /// Learns from what AWS answered.
    func learn(_ outcome: Outcome, of call: AWSCall, in region: Region) {
        withBucket(call, region) { bucket, now in
            switch outcome {
            case .taken: bucket.speedUp(at: now)
            case .throttled: bucket.slowDown(at: now)
            }
        }
    }

    enum Outcome: Sendable { case taken, throttled }

    private func withBucket<Result: Sendable>(
        _ call: AWSCall, _ region: Region, _ change: (inout TokenBucket, Duration) -> Result
    ) -> Result {
        let pace = Pace(of: call), now = clock.elapsed()
        return buckets.withLock { change(&$0[Key(region: region, group: pace.group), default: TokenBucket(pace, at: now)], now) }
    }
}
