/// Runs the same work on many values, a limited number at once.
enum ParallelWork {
    /// The results, in the order in which they were ready. The first error cancels what still runs and is thrown.
    static func map<Value: Sendable, Result: Sendable>(
        _ values: [Value], limit: Int, _ work: @escaping @Sendable (Value) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: Result.self) { group in
            var waiting = values[...]
            var results: [Result] = []
            for value in waiting.prefix(max(1, limit)) { group.addTask { try await work(value) } }
            waiting = waiting.dropFirst(max(1, limit))
            while let result = try await group.next() {
                results.append(result)
                if let value = waiting.popFirst() { group.addTask { try await work(value) } }
            }
            return results
        }
    }
}
