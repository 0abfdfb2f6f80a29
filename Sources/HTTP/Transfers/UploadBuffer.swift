import Synchronization

/// Bytes of a request body on their way to the driver thread.
///
/// As in ``ResponseInbox``, who waits is resumed once the lock is let go.
final class UploadBuffer: Sendable {
    enum Portion { case bytes(Int), wait, end, failed }

    private struct State {
        var bytes: [UInt8] = []
        var position = 0
        var isWhole: Bool
        var isClosed = false
        var isStarved = false
        var failure: (any Error)?
        var roomWaiter: CheckedContinuation<Bool, Never>?
    }

    private let state: Mutex<State>
    /// True when every byte is in memory and sending it twice does no harm, so that libcurl may start again by itself.
    let canRewind: Bool
    /// In bytes; nil when not known.
    let length: Int64?

    /// - Parameter isRepeatable: whether the server may get the body a second time; not what is appended to something.
    init?(_ body: RequestBody, isRepeatable: Bool = true) {
        switch body {
        case .none: return nil
        case .bytes(let bytes):
            (canRewind, length) = (isRepeatable, Int64(bytes.count))
            state = Mutex(State(bytes: bytes, isWhole: true))
        case .stream(let source):
            (canRewind, length) = (false, source.length)
            state = Mutex(State(isWhole: false))
        }
    }

    var failure: (any Error)? { state.withLock(\.failure) }
    /// True while the connection waits for the source and not the other way round.
    var isStarved: Bool { state.withLock(\.isStarved) }
    /// True once the connection has taken the last byte.
    var isSpent: Bool { state.withLock { $0.isWhole && $0.position == $0.bytes.count } }

    // MARK: The driver thread

    /// Copies the next bytes into `target`.
    func read(into target: UnsafeMutableRawBufferPointer) -> Portion {
        let (portion, waiter) = state.withLock { state -> (Portion, CheckedContinuation<Bool, Never>?) in
            if state.failure != nil { return (.failed, nil) }
            let count = min(target.count, state.bytes.count - state.position)
            if count > 0 {
                state.bytes.withUnsafeBytes { target.copyMemory(from: .init(rebasing: $0[state.position..<state.position + count])) }
                state.position += count
                let isUsedUp = !canRewind && state.position == state.bytes.count
                return (.bytes(count), isUsedUp ? state.roomWaiter.take() : nil)
            }
            if state.isWhole { return (.end, nil) }
            state.isStarved = true
            return (.wait, nil)
        }
        waiter?.resume(returning: true)
        return portion
    }

    /// Back to the start: libcurl sends again on a new connection.
    func rewind(to offset: Int) -> Bool {
        state.withLock { state in
            guard canRewind, (0...state.bytes.count).contains(offset) else { return false }
            state.position = offset
            return true
        }
    }

    /// The transfer is over: nothing more is taken.
    func close() {
        let waiter = state.withLock { state in
            state.isClosed = true
            return state.roomWaiter.take()
        }
        waiter?.resume(returning: false)
    }

    // MARK: The feeding task

    /// Adds a block once the one before it is sent.
    /// - Returns: whether more is wanted, and whether the connection was waiting for it.
    func write(_ block: [UInt8]) async -> (wantsMore: Bool, wasStarved: Bool) {
        let hasRoom = await withCheckedContinuation { continuation in
            state.withLock { state in
                if state.isClosed {
                    continuation.resume(returning: false)
                } else if state.position == state.bytes.count {
                    continuation.resume(returning: true)
                } else {
                    state.roomWaiter = continuation
                }
            }
        }
        guard hasRoom else { return (false, false) }
        return state.withLock { state in
            (state.bytes, state.position) = (block, 0)
            return (true, state.isStarved.takeFlag())
        }
    }

    /// No more blocks will come, because of `failure` or because that was all.
    /// - Returns: whether the connection was waiting.
    func finish(_ failure: (any Error)? = nil) -> Bool {
        state.withLock { state in
            state.isWhole = true
            state.failure = failure
            return state.isStarved.takeFlag()
        }
    }
}

extension Bool {
    /// The value, leaving false behind.
    fileprivate mutating func takeFlag() -> Bool {
        defer { self = false }
        return self
    }
}
