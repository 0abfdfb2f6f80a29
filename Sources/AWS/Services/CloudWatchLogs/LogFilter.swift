import JSON

/// Which events of a log group are meant.
package struct LogFilter: Hashable, Sendable {
    package var group: String
    /// At most 100; none for all. Not together with `prefix`.
    package var streams: [String] = []
    /// What the names of the streams begin with.
    package var prefix: String?
    /// Milliseconds since 1970, the first one included.
    package var start: Int64?
    package var end: Int64?
    /// In CloudWatch's own language: `?ERROR ?WARN`.
    package var pattern: String?

    package init(group: String) { self.group = group }

    var parameters: JSONObject {
        JSONValue.fields([
            "logGroupName": .string(group), "logStreamNames": streams.isEmpty ? nil : JSONValue(streams),
            "logStreamNamePrefix": streams.isEmpty ? prefix.map { .string($0) } : nil, "startTime": start.map { .integer($0) },
            "endTime": end.map { .integer($0) }, "filterPattern": pattern.map { .string($0) },
        ])
    }
}
