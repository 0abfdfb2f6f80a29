import Synchronization

/// What the driver thread has received and the reader has not yet taken.
///
/// Waiters are resumed once the lock is let go: a task that is being cancelled holds a lock of its own, which resuming it takes, and its
/// cancellation handler comes here.
final class ResponseInbox: Sendable {
    /// How many bytes may wait for the reader before the connection is paused.
    static let capacity = 512 * 1024

    enum Acceptance { case taken, full, abandoned }

    private struct State {
        var head: ResponseHead?
        var block: [UInt8] = []
        var end: Result<Void, any Error>?
        var isPaused = false
        var headWaiter: CheckedContinuation<ResponseHead, any Error>?
        var blockWaiter: CheckedContinuation<[UInt8]?, any Error>?
    }

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    // MARK: The driver thread

    func deliver(_ head: ResponseHead) {
        let waiter = state.withLock { state -> CheckedContinuation<ResponseHead, any Error>? in
            guard state.head == nil else { return nil }
            state.head = head
            return state.headWaiter.take()
        }
        waiter?.resume(returning: head)
    }

    /// Takes the bytes, or none of them when there is no room; the connection is then to be paused until `resume`.
    func accept(_ bytes: UnsafeRawBufferPointer) -> Acceptance {
        let (acceptance, waiter) = state.withLock { state -> (Acceptance, CheckedContinuation<[UInt8]?, any Error>?) in
            guard state.end == nil else { return (.abandoned, nil) }
            if let waiter = state.blockWaiter.take() { return (.taken, waiter) }
            guard state.block.isEmpty || state.block.count + bytes.count <= capacity else {
                state.isPaused = true
                return (.full, nil)
            }
            state.block.append(contentsOf: bytes)
            return (.taken, nil)
        }
        waiter?.resume(returning: Array(bytes))
        return acceptance
    }

    /// The transfer is over; the first call counts.
    /// - Returns: whether this was the first call.
    @discardableResult
    func end(_ result: Result<Void, any Error>) -> Bool {
        let (isFirst, headWaiter, blockWaiter) = state.withLock { state in
            let isFirst = state.end == nil
            if isFirst { state.end = result }
            return (isFirst, state.headWaiter.take(), state.blockWaiter.take())
        }
        headWaiter?.resume(with: Self.missingHead(result))
        blockWaiter?.resume(with: result.map { nil })
        return isFirst
    }

    // MARK: The reader

    /// The head of the answer, when it is there.
    func head() async throws -> ResponseHead {
        try await withCheckedThrowingContinuation { continuation in
            state.withLock { state in
                if let head = state.head {
                    continuation.resume(returning: head)
                } else if let end = state.end {
                    continuation.resume(with: Self.missingHead(end))
                } else {
                    state.headWaiter = continuation
                }
            }
        }
    }

    /// All bytes that wait, or the next that come; nil at the end. Calls `resume` when the connection was paused for lack of room.
    func nextBlock(resume: @Sendable () -> Void) async throws -> [UInt8]? {
        try await withCheckedThrowingContinuation { continuation in
            let (wasPaused, earlier) = state.withLock { state in
                var earlier: CheckedContinuation<[UInt8]?, any Error>?
                if !state.block.isEmpty {
                    continuation.resume(returning: state.block)
                    state.block = []
                } else if let end = state.end {
                    continuation.resume(with: end.map { nil })
                } else {
                    (earlier, state.blockWaiter) = (state.blockWaiter, continuation)
                }
                defer { state.isPaused = false }
                return (state.isPaused, earlier)
            }
            earlier?.resume(throwing: CancellationError())
            if wasPaused { resume() }
        }
    }

    private static func missingHead(_ end: Result<Void, any Error>) -> Result<ResponseHead, any Error> {
        // libcurl reports an answer without a head as an error of its own, so success without one is cancellation.
        end.flatMap { .failure(CancellationError()) }
    }
}
