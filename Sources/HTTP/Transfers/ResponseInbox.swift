import Synchronization

/// What the driver thread has received and the reader has not yet taken.
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
        state.withLock { state in
            guard state.head == nil else { return }
            state.head = head
            state.headWaiter.take()?.resume(returning: head)
        }
    }

    /// Takes the bytes, or none of them when there is no room; the connection is then to be paused until `resume`.
    func accept(_ bytes: UnsafeRawBufferPointer) -> Acceptance {
        state.withLock { state in
            guard state.end == nil else { return .abandoned }
            if let waiter = state.blockWaiter.take() {
                waiter.resume(returning: Array(bytes))
                return .taken
            }
            guard state.block.isEmpty || state.block.count + bytes.count <= capacity else {
                state.isPaused = true
                return .full
            }
            state.block.append(contentsOf: bytes)
            return .taken
        }
    }

    /// The transfer is over; the first call counts.
    /// - Returns: whether this was the first call.
    @discardableResult
    func end(_ result: Result<Void, any Error>) -> Bool {
        state.withLock { state in
            guard state.end == nil else { return false }
            state.end = result
            if let waiter = state.headWaiter.take() { waiter.resume(with: Self.missingHead(result)) }
            if let waiter = state.blockWaiter.take() { waiter.resume(with: result.map { nil }) }
            return true
        }
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
            let wasPaused = state.withLock { state in
                if !state.block.isEmpty {
                    continuation.resume(returning: state.block)
                    state.block = []
                } else if let end = state.end {
                    continuation.resume(with: end.map { nil })
                } else {
                    state.blockWaiter.take()?.resume(throwing: CancellationError())
                    state.blockWaiter = continuation
                }
                defer { state.isPaused = false }
                return state.isPaused
            }
            if wasPaused { resume() }
        }
    }

    private static func missingHead(_ end: Result<Void, any Error>) -> Result<ResponseHead, any Error> {
        // libcurl reports an answer without a head as an error of its own, so success without one is cancellation.
        end.flatMap { .failure(CancellationError()) }
    }
}
