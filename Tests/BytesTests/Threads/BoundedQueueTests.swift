import Bytes
import Synchronization
import Testing

@Suite struct `A bounded queue` {
    /// A number that several threads change.
    final class Counter: Sendable {
        private let number = Mutex(0)
        func add(_ amount: Int) { number.withLock { $0 += amount } }
        var value: Int { number.withLock { $0 } }
    }

    @Test func `keeps the order`() {
        let queue = BoundedQueue<Int>(capacity: 3)
        for number in 1...3 { #expect(queue.push(number)) }
        queue.close()
        #expect([queue.pop(), queue.pop(), queue.pop(), queue.pop()] == [1, 2, 3, nil])
        #expect(!queue.push(4))
    }

    @Test(arguments: [0, 1, 4]) func `never holds more than its capacity`(capacity: Int) async throws {
        let queue = BoundedQueue<Int>(capacity: capacity)
        let pushed = Counter()
        let room = max(1, capacity)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await BlockingThread.run {
                    for number in 0..<1000 {
                        queue.push(number)
                        pushed.add(1)
                    }
                    queue.close()
                }
            }
            group.addTask {
                try await BlockingThread.run {
                    var popped = 0
                    // Asked before each pop, when the reader knows exactly how many it has taken.
                    while pushed.value <= popped + room, let number = queue.pop() {
                        #expect(number == popped)
                        popped += 1
                    }
                    queue.abandon()
                    #expect(popped == 1000)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `gives each element to one of several readers`() async throws {
        let queue = BoundedQueue<Int>(capacity: 2)
        let sum = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { try await BlockingThread.run { while let number = queue.pop() { sum.add(number) } } }
            }
            group.addTask {
                try await BlockingThread.run {
                    for number in 1...2000 { queue.push(number) }
                    queue.close()
                }
            }
            try await group.waitForAll()
        }
        #expect(sum.value == 2000 * 2001 / 2)
    }

    @Test func `lets a waiting writer go when its reader has gone`() async throws {
        let queue = BoundedQueue<Int>(capacity: 1)
        queue.push(1)
        async let pushed = BlockingThread.run { queue.push(2) }
        queue.abandon()
        #expect(try await !pushed)
        #expect(queue.pop() == nil)
    }

    @Test func `lets a waiting reader go when its writer has gone`() async throws {
        let queue = BoundedQueue<Int>(capacity: 1)
        async let popped = BlockingThread.run { queue.pop() }
        queue.close()
        #expect(try await popped == nil)
    }
}
