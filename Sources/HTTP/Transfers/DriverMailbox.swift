import Synchronization

/// What other threads ask of the driver thread.
final class DriverMailbox: Sendable {
    enum Letter: Sendable {
        case start(Transfer)
        case resume(Transfer)
        case cancel(Transfer)
        case stop
    }

    private struct State {
        var letters: [Letter] = []
        var isOpen = true
    }

    private let state = Mutex(State())
    private let multi: MultiHandle

    init(_ multi: MultiHandle) { self.multi = multi }

    /// - Returns: false when the thread has ended and nothing will happen.
    @discardableResult
    func post(_ letter: Letter) -> Bool {
        let (isTaken, isFirst) = state.withLock { state in
            guard state.isOpen else { return (false, false) }
            state.letters.append(letter)
            return (true, state.letters.count == 1)
        }
        if isFirst { multi.wakeUp() }
        return isTaken
    }

    /// Everything posted since the last call, in order.
    func collect() -> [Letter] {
        state.withLock { state in
            defer { state.letters = [] }
            return state.letters
        }
    }

    /// Takes no more letters, and returns those that came too late.
    func close() -> [Letter] {
        state.withLock { state in
            state.isOpen = false
            defer { state.letters = [] }
            return state.letters
        }
    }
}
