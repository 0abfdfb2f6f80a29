import HTTP
import Simulation
import Synchronization
import Testing

@Suite struct `The simulated clock` {
    @Test func `moves when someone waits, and by that much`() async throws {
        let clock = SimulatedClock()
        #expect(clock.retryClock.secondsSince1970() == 1_767_603_600)
        try await clock.retryClock.sleep(.milliseconds(1500))
        try await clock.retryClock.sleep(.seconds(600))
        #expect(clock.elapsed == .milliseconds(601_500))
        #expect(clock.retryClock.secondsSince1970() == 1_767_604_201)
    }

    @Test func `lets someone look on at another speed`() async throws {
        let waits = Mutex<[Duration]>([])
        let clock = SimulatedClock(pause: { wait in waits.withLock { $0.append(wait) } })
        try await clock.retryClock.sleep(.seconds(5))
        #expect(waits.withLock(\.self) == [.seconds(5)])
    }

    @Test func `stands still for what is cancelled`() async {
        let clock = SimulatedClock()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await clock.retryClock.sleep(.seconds(5))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(clock.elapsed == .zero)
    }

    @Test func `gives the same chance for the same seed`() {
        func draws(_ seed: UInt64) -> [Double] {
            let clock = SimulatedClock(seed: seed).retryClock
            return (0..<5).map { _ in clock.random() }
        }
        #expect(draws(1) == draws(1))
        #expect(draws(1) != draws(2))
        #expect(draws(1).allSatisfy { (0..<1).contains($0) })
    }
}
