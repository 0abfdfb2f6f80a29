import Diagnostics

/// The one line at the bottom of a terminal that tells how far everything under way has come.
struct ProgressLine: Sendable {
    private struct Activity: Sendable {
        let title: String
        let total: Int64?
        var done: Int64 = 0
    }

    private var activities: [String: Activity] = [:]
    private var order: [String] = []

    mutating func start(_ id: String, title: String, total: Int64?) {
        if activities[id] == nil { order.append(id) }
        activities[id] = Activity(title: title, total: total)
    }

    mutating func advance(_ id: String, by count: Int64) { activities[id]?.done += count }

    mutating func end(_ id: String) {
        activities[id] = nil
        order.removeAll { $0 == id }
    }

    /// The line, at most `width` columns; nil when nothing is under way.
    func text(width: Int) -> String? {
        guard let first = order.first.flatMap({ activities[$0] }) else { return nil }
        let done = activities.values.reduce(0) { $0 + $1.done }
        let totals = activities.values.compactMap(\.total)
        let others = order.count > 1 ? " and \(order.count - 1) more" : ""
        guard totals.count == activities.count, case let total = totals.reduce(0, +), total > 0 else {
            return String("\(first.title)\(others)  \(ByteCount(done))".prefix(width))
        }
        let filled = Int(min(1, Double(done) / Double(total)) * 24)
        let bar = String(repeating: "━", count: filled) + String(repeating: "─", count: 24 - filled)
        return String("\(bar)  \(ByteCount(done)) of \(ByteCount(total))  \(first.title)\(others)".prefix(width))
    }
}
