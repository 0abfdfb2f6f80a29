import HTTP
import JSON

/// The calls of CloudWatch Logs: what containers said, and where they say it.
package struct LogsClient: Sendable {
    private let caller: JSONCaller

    package init(_ client: AWSClient) { caller = JSONCaller(client: client, service: .cloudWatchLogs) }

    /// One page of a stream.
    package struct Page: Sendable {
        /// In the order of their times.
        package let events: [LogEvent]
        /// Where the next page begins; at the end of a stream that is still written it stays the same.
        package let forward: String?
        package let backward: String?
    }

    /// Events of one stream, from `token` on, or the newest without one.
    /// - Parameters:
    ///   - start: milliseconds since 1970.
    ///   - limit: at most 10 000, and 1 MB.
    /// - Throws: as ``AWSClient``; an ``AWSError`` that ``AWSError/isNotFound`` before the container has said anything.
    package func getLogEvents(
        _ stream: String, of group: String, from token: String? = nil, start: Int64? = nil, _ order: Order = .newestFirst,
        limit: Int = 10_000
    ) async throws -> Page {
        let answer = try await caller.call(
            "GetLogEvents",
            JSONValue.fields([
                "logGroupName": .string(group), "logStreamName": .string(stream), "nextToken": token.map { .string($0) },
                "startTime": start.map { .integer($0) }, "startFromHead": .bool(order == .oldestFirst),
                "limit": JSONValue(max(1, min(limit, 10_000))),
            ]))
        return Page(
            events: (answer["events"]?.array ?? []).map(LogEvent.init), forward: answer["nextForwardToken"]?.string,
            backward: answer["nextBackwardToken"]?.string)
    }

    /// From which end of a stream pages are turned.
    package enum Order: Sendable { case newestFirst, oldestFirst }

    /// The last lines of a stream, oldest first; empty for one that is not there (yet).
    package func lastEvents(_ count: Int, of stream: String, in group: String) async throws -> [LogEvent] {
        var events: [LogEvent] = [], token: String?
        // A page may be empty though there are older ones.
        for _ in 0..<10 {
            guard let page = try await orNil({ try await getLogEvents(stream, of: group, from: token, limit: count) }) else { break }
            events = page.events + events
            if events.count >= count || page.backward == nil || page.backward == token { break }
            token = page.backward
        }
        return Array(events.suffix(count))
    }

    /// Events of many streams of a group, in the order of their times.
    package func filterLogEvents(_ filter: LogFilter, limit: Int = 10_000) async throws -> [LogEvent] {
        var parameters = filter.parameters
        parameters["limit"] = JSONValue(max(1, min(limit, 10_000)))
        return try await caller.items("events", of: "FilterLogEvents", parameters, limit: limit).map(LogEvent.init)
    }

    package func describeLogGroups(prefix: String) async throws -> [LogGroup] {
        try await caller.items("logGroups", of: "DescribeLogGroups", ["logGroupNamePrefix": .string(prefix)]).map(LogGroup.init)
    }

    /// Tags of a log group by its ARN, which has no `:*` behind it here.
    package func listTagsForResource(_ arn: String) async throws -> [String: String] {
        let tags = try await caller.call("ListTagsForResource", ["resourceArn": .string(arn)])["tags"]?.object ?? [:]
        return tags.compactMapValues(\.string)
    }

    /// - Throws: as ``AWSClient``; `ResourceAlreadyExistsException` for a group that exists.
    package func createLogGroup(_ name: String, tags: [String: String] = [:]) async throws {
        var parameters: JSONObject = ["logGroupName": .string(name)]
        if !tags.isEmpty { parameters["tags"] = JSONValue(tags) }
        try await caller.call("CreateLogGroup", parameters)
    }

    /// - Parameter days: one of the numbers that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, 60, 90, ...
    package func putRetentionPolicy(_ group: String, days: Int) async throws {
        try await caller.call("PutRetentionPolicy", ["logGroupName": .string(group), "retentionInDays": JSONValue(days)])
    }
}
