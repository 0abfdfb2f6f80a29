import Synchronization

/// Lets a thread of ``BlockingThread`` wait for asynchronous work, one piece after the other.
package final class AsyncWait: Sendable {
    private struct State {
        var task: Task<Void, Never>?
        var isCancelled = false
    }

    private let state = Mutex(State())

    package init() {}

    /// Runs `work` as a task and blocks until it has ended. Never to be called on the threads of Swift's tasks.
    package func wait<Value: Sendable>(for work: @escaping @Sendable () async throws -> Value) throws -> Value {
        let answer = BoundedQueue<Result<Value, any Error>>(capacity: 1)
        let task = Task {
            let result: Result<Value, any Error>
            do { result = .success(try await work()) } catch { result = .failure(error) }
            // The queue has room for the only answer: this does not block.
            answer.push(result)
        }
        let isCancelled = state.withLock { state in
            state.task = task
            return state.isCancelled
        }
        if isCancelled { task.cancel() }
        guard let result = answer.pop() else { throw CancellationError() }
        return try result.get()
    }

    /// Cancels what is waited for, and all that will be.
    package func cancel() {
        let task = state.withLock { state in
            state.isCancelled = true
            return state.task
        }
        task?.cancel()
    }
}
