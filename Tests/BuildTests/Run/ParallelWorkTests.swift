import Synchronization
import Testing

@testable import Build

@Suite struct `Parallel work` {
    struct Failure: Error, Equatable {}

    @Test(arguments: [0, 1, 3, 100]) func `does everything, and never more at once than the limit`(limit: Int) async throws {
        let state = Mutex((running: 0, most: 0))
        let results = try await ParallelWork.map(Array(0..<40), limit: limit) { value in
            state.withLock { state in
                state.running += 1
                state.most = max(state.most, state.running)
            }
            for _ in 0..<10 { await Task.yield() }
            state.withLock { $0.running -= 1 }
            return value
        }
        #expect(results.sorted() == Array(0..<40))
        #expect(state.withLock { $0.most } <= max(1, limit))
    }

    @Test func `has no results of no values`() async throws {
        #expect(try await ParallelWork.map([Int](), limit: 2) { $0 } == [])
    }

    @Test func `ends the rest with the first error`() async throws {
        let started = Mutex(0)
        await #expect(throws: Failure()) {
            try await ParallelWork.map(Array(0..<100), limit: 2) { value in
                started.withLock { $0 += 1 }
                if value == 1 { throw Failure() }
                // Ends only when it is cancelled.
                try await Task.sleep(for: .seconds(3600))
            }
        }
        #expect(started.withLock { $0 } == 2)
    }
}
