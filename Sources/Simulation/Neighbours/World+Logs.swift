import JSON

/// CloudWatch Logs.
extension World {
    func logs(_ action: String, _ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        switch action {
        case "CreateLogGroup": return try createLogGroup(input)
        case "PutRetentionPolicy":
            let name = try groupName(input)
            logs.groups[name]?.retentionInDays = input["retentionInDays"]?.integer
            return [:]
        case "DescribeLogGroups": return describeLogGroups(input)
        case "DescribeLogStreams":
            let streams = try group(input).streams.keys.filter { $0.hasPrefix(input["logStreamNamePrefix"]?.string ?? "") }
            return ["logStreams": .array(streams.sorted().map { ["logStreamName": .string($0)] })]
        case "GetLogEvents": return try getLogEvents(input)
        case "FilterLogEvents": return try filterLogEvents(input)
        default: throw .unknown(action)
        }
    }

    private static let missing = SimulatedFault(code: "ResourceNotFoundException", message: "The specified log group does not exist.")

    private func createLogGroup(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let name = input["logGroupName"]?.string ?? ""
        guard (1...512).contains(name.utf8.count) else { throw .parameter("The name of the log group is invalid.") }
        guard logs.groups[name] == nil else {
            throw SimulatedFault(code: "ResourceAlreadyExistsException", message: "The specified log group already exists")
        }
        logs.groups[name] = LogStore.Group(createdAt: now)
        return [:]
    }

    private func describeLogGroups(_ input: JSONValue) -> JSONObject {
        let prefix = input["logGroupNamePrefix"]?.string ?? ""
        let found = logs.groups.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
        return [
            "logGroups": .array(
                found.map { name, group in
                    var fields: JSONObject = [
                        "logGroupName": .string(name), "creationTime": .integer(group.createdAt.milliseconds), "metricFilterCount": 0,
                        "arn": .string(account.arn("logs", "log-group:\(name):*")), "storedBytes": 0, "logGroupClass": "STANDARD",
                    ]
                    fields["retentionInDays"] = group.retentionInDays.map { JSONValue($0) }
                    return .object(fields)
                })
        ]
    }

    private func groupName(_ input: JSONValue) throws(SimulatedFault) -> String {
        let name = input["logGroupName"]?.string ?? input["logGroupIdentifier"]?.string ?? ""
        guard logs.groups[name] != nil else { throw Self.missing }
        return name
    }

    private func group(_ input: JSONValue) throws(SimulatedFault) -> LogStore.Group {
        guard let found = logs.groups[try groupName(input)] else { throw Self.missing }
        return found
    }

    private static func isWanted(_ line: LogStore.Line, _ input: JSONValue) -> Bool {
        // startTime is part of the time asked for, endTime is not.
        let start = input["startTime"]?.integer ?? 0, end = input["endTime"]?.integer ?? .max
        return Int(line.at.milliseconds) >= start && Int(line.at.milliseconds) < end
    }

    /// A token names the number of the line that the next page begins behind, or ends before.
    private func getLogEvents(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        guard let stream = try group(input).streams[input["logStreamName"]?.string ?? ""] else {
            throw SimulatedFault(code: "ResourceNotFoundException", message: "The specified log stream does not exist.")
        }
        let limit = input["limit"]?.integer ?? 10_000
        let token = input["nextToken"]?.string ?? ""
        let wanted = stream.filter { Self.isWanted($0, input) }
        let isForward = token.isEmpty ? input["startFromHead"]?.bool ?? false : token.hasPrefix("f/")
        let number = Int(token.dropFirst(2)) ?? (isForward ? 0 : .max)
        let candidates = wanted.filter { isForward ? $0.number > number : $0.number < number }
        let page = isForward ? candidates.prefix(limit) : candidates.suffix(limit)
        let edge = token.isEmpty ? stream.last?.number ?? 0 : number
        return [
            "events": .array(
                page.map {
                    ["timestamp": .integer($0.at.milliseconds), "message": .string($0.text), "ingestionTime": .integer($0.at.milliseconds)]
                }),
            "nextForwardToken": .string("f/\(page.last?.number ?? edge)"), "nextBackwardToken": .string("b/\(page.first?.number ?? edge)"),
        ]
    }

    private func filterLogEvents(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let names = input["logStreamNames"]?.strings, prefix = input["logStreamNamePrefix"]?.string ?? ""
        let pattern = input["filterPattern"]?.string ?? ""
        let streams = try group(input).streams.filter { (names?.contains($0.key) ?? true) && $0.key.hasPrefix(prefix) }
        let lines = streams.flatMap { name, lines in lines.map { (name, $0) } }.sorted { $0.1.number < $1.1.number }
        let wanted = lines.filter { Self.isWanted($0.1, input) && (pattern.isEmpty || $0.1.text.contains(pattern)) }
        let events: [JSONValue] = wanted.map { name, line in
            [
                "logStreamName": .string(name), "timestamp": .integer(line.at.milliseconds), "message": .string(line.text),
                "ingestionTime": .integer(line.at.milliseconds), "eventId": .string("\(line.number)"),
            ]
        }
        var page = input
        page["maxResults"] = input["limit"]
        var answer = try Self.page(events, as: "events", page, limit: 10_000)
        answer["searchedLogStreams"] = []
        return answer
    }
}
