/// How many transfers run at once: halved when the registry says that it is too much, and one more after each round without trouble.
actor AdaptiveLimit {
    private let most: Int
    private(set) var current: Int
    private var running = 0
    private var successes = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ most: Int) {
        self.most = max(1, most)
        current = max(1, most)
    }

    /// Runs `work` once there is room for it.
    nonisolated func run<Success: Sendable>(_ work: () async throws -> Success) async throws -> Success {
        await enter()
        do {
            try Task.checkCancellation()
            let result = try await work()
            await leave(afterSuccess: true)
            return result
        } catch {
            await leave(afterSuccess: false)
            throw error
        }
    }

    /// The registry answered 429 or 503.
    func slowDown() {
        current = max(1, current / 2)
        successes = 0
    }

    private func enter() async {
        if running < current {
            running += 1
        } else {
            // Cancelled work still gets its turn, and ends at once: who runs leaves, and all who run are cancelled as well.
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave(afterSuccess isSuccess: Bool) {
        running -= 1
        successes += isSuccess ? 1 : 0
        if successes >= current, current < most {
            current += 1
            successes = 0
        }
        while running < current, !waiting.isEmpty {
            running += 1
            waiting.removeFirst().resume()
        }
    }
}
