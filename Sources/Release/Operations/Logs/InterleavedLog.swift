import AWS

/// Reads several logs as one, in the order of time, each line once, and no more of them at a time than fit in memory.
struct InterleavedLog: Sendable {
    /// Events a search is asked for at once.
    static let page = 10_000
    /// CloudWatch takes lines in with a delay, and not in their order: what is as new as this is asked for again. In milliseconds.
    static let overlap: Int64 = 15_000

    private let logs: LogsClient
    private let searches: [LogSearch]
    private let query: LogQuery
    private var start: Int64
    /// Times of events that were told and may be found again, by their ids.
    private var told: [String: Int64] = [:]

    /// - Parameter start: milliseconds since 1970.
    init(_ logs: LogsClient, _ searches: [LogSearch], _ query: LogQuery, from start: Int64) {
        self.logs = logs
        self.searches = searches
        self.query = query
        self.start = start
    }

    struct Batch: Sendable {
        let lines: [LogLine]
        /// Whether that is all for now.
        let isLast: Bool
    }

    /// What has come since the last time.
    mutating func next() async throws -> Batch {
        var found: [(event: LogEvent, search: LogSearch)] = []
        // Behind the end of a page there may be lines that no other search has overtaken yet.
        var horizon = Int64.max
        for search in searches {
            let events = try await events(search)
            found += events.map { ($0, search) }
            if events.count >= Self.page, let last = events.compactMap(\.milliseconds).max() { horizon = min(horizon, last) }
        }
        let fresh = found.filter { entry in
            let time = entry.event.milliseconds ?? 0
            return time <= horizon && told.updateValue(time, forKey: Self.id(of: entry.event)) == nil
        }
        advance(horizon, isStuck: fresh.isEmpty)
        return Batch(lines: fresh.map { $0.search.line($0.event) }.sorted(by: Self.isEarlier), isLast: horizon == .max)
    }

    private mutating func advance(_ horizon: Int64, isStuck: Bool) {
        if horizon == .max {
            start = max(start, (told.values.max() ?? start) - Self.overlap)
        } else {
            // More events in one millisecond than a page has: the rest of that millisecond is given up.
            start = isStuck ? horizon + 1 : max(start, horizon)
        }
        told = told.filter { $0.value >= start }
    }

    private func events(_ search: LogSearch) async throws -> [LogEvent] {
        do {
            return try await logs.filterLogEvents(search.filter(query, from: start), limit: Self.page).filter(search.has)
        } catch let error as AWSError where error.isNotFound {
            // The group is made with the first line.
            return []
        }
    }

    private static func id(of event: LogEvent) -> String {
        event.id ?? "\(event.stream ?? "") \(event.milliseconds ?? 0) \(event.message)"
    }

    private static func isEarlier(_ a: LogLine, _ b: LogLine) -> Bool {
        (a.milliseconds, a.task, a.container) < (b.milliseconds, b.task, b.container)
    }
}
