import AWS
import Synchronization

@testable import Release

/// Ctrl-C at a moment that a call to AWS marks.
final class Interruption: Sendable {
    private let moment: @Sendable (AWSCall, _ number: Int) -> Bool
    private let answer: @Sendable (AWSCall) -> Meddler.Answer?
    private let state = Mutex(State())

    private struct State {
        var task: Task<ReleaseRecord, any Error>?
        var counts: [String: Int] = [:]
        var isOver = false
    }

    /// - Parameters:
    ///   - moment: of which call; counted by action, from the beginning of the work on.
    ///   - answer: what that call is answered with; nil for the truth.
    init(
        at moment: @escaping @Sendable (AWSCall, _ number: Int) -> Bool,
        answer: @escaping @Sendable (AWSCall) -> Meddler.Answer? = { _ in nil }
    ) {
        self.moment = moment
        self.answer = answer
    }

    var meddling: Meddler.Meddling { { [self] call, _ in meddle(call) } }

    private func meddle(_ call: AWSCall) -> Meddler.Answer? {
        state.withLock { state in
            guard let task = state.task, !state.isOver else { return nil }
            state.counts[call.action, default: 0] += 1
            guard moment(call, state.counts[call.action] ?? 0) else { return nil }
            state.isOver = true
            task.cancel()
            return answer(call)
        }
    }

    /// Does the work until it is interrupted.
    func failure(of work: @escaping @Sendable () async throws -> ReleaseRecord) async throws -> ReleaseFailure {
        let task = Task {
            while state.withLock({ $0.task == nil }) { await Task.yield() }
            return try await work()
        }
        state.withLock { $0.task = task }
        do {
            throw Scene.Unexpected(what: "it ended with \(try await task.value.outcome)")
        } catch let failure as ReleaseFailure {
            return failure
        }
    }
}
