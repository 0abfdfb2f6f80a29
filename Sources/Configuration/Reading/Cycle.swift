/// Finds names that depend on themselves.
package enum Cycle {
    /// Each cycle that a walk in the order of the names meets, closed: `a`, `b`, `a`. Empty when there is none.
    package static func all(in graph: [String: [String]]) -> [[String]] {
        var done: Set<String> = []
        var cycles: [[String]] = []
        for start in graph.keys.sorted() where !done.contains(start) {
            // A stack of its own: a chain may be longer than the thread's stack is deep.
            var path = [start]
            var remaining = [graph[start] ?? []]
            while let name = path.last, let next = remaining.last?.first {
                remaining[remaining.count - 1].removeFirst()
                if let first = path.firstIndex(of: next) {
                    cycles.append(path[first...] + [next])
                } else if !done.contains(next), let following = graph[next] {
                    path.append(next)
                    remaining.append(following)
                    continue
                }
                while remaining.last?.isEmpty == true {
                    remaining.removeLast()
                    done.insert(path.removeLast())
                }
                _ = name
            }
            done.formUnion(path)
        }
        return cycles
    }
}
