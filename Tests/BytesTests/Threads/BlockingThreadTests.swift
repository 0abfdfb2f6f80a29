import Glibc
import Testing

@testable import Bytes

@Suite struct `A blocking thread` {
    struct Failure: Error, Equatable {}

    @Test func `gives back what the work returns or throws`() async throws {
        #expect(try await BlockingThread.run { 6 * 7 } == 42)
        await #expect(throws: Failure()) { try await BlockingThread.run { throw Failure() } }
    }

    @Test func `is none of the threads that run Swift tasks`() async throws {
        // More threads that all wait for each other than the task pool has: on the pool itself this would never end.
        let count = 64
        let queue = BoundedQueue<Int>(capacity: count)
        try await withThrowingTaskGroup(of: Int?.self) { group in
            for _ in 0..<count { group.addTask { try await BlockingThread.run { queue.pop() } } }
            for number in 0..<count { queue.push(number) }
            var seen: Set<Int> = []
            for try await number in group { seen.insert(number ?? -1) }
            #expect(seen == Set(0..<count))
        }
    }

    /// A program that ends on the result must find everything cleaned up that the work alone held.
    @Test func `lets go of the work before it gives back the result`() async throws {
        var kept = 0
        for _ in 0..<300 {
            weak var held: Held?
            try await { () async throws in
                let object = Held()
                held = object
                try await BlockingThread.run { object.touch() }
            }()
            if held != nil { kept += 1 }
        }
        #expect(kept == 0)
    }

    final class Held: Sendable {
        func touch() {}
    }

    @Test func `says why there is none`() {
        let error = ThreadError(errno: .resourceTemporarilyUnavailable)
        #expect(error.summary == "cannot start a thread")
        #expect(error.reason == "Resource temporarily unavailable")
    }
}
