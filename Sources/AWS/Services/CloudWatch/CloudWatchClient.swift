import JSON

/// The calls of CloudWatch that concern alarms.
package struct CloudWatchClient: Sendable {
    private let caller: QueryCaller

    package init(_ client: AWSClient) { caller = QueryCaller(client: client, service: .cloudWatch) }

    /// Alarms by name, of metrics and composite; those that are not there are left out.
    package func describeAlarms(_ names: [String]) async throws -> [Alarm] {
        var alarms: [Alarm] = []
        // 100 a call; none would mean all.
        for start in stride(from: 0, to: names.count, by: 100) {
            let parameters: JSONObject = [
                "AlarmNames": JSONValue(names[start..<min(start + 100, names.count)]), "AlarmTypes": ["CompositeAlarm", "MetricAlarm"],
                "MaxRecords": 100,
            ]
            let answer = try await caller.call("DescribeAlarms", parameters)
            alarms += (answer.items(of: "MetricAlarms") + answer.items(of: "CompositeAlarms")).map(Alarm.init)
        }
        return alarms
    }
}
