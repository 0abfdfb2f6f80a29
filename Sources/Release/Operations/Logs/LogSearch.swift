import AWS

/// The streams in which one container of a task definition writes: one for each of its tasks, running or not.
struct LogSearch: Sendable, Hashable {
    let group: String
    /// What the names of the streams begin with.
    let prefix: String
    let container: String

    /// - Returns: nil for a container whose lines do not go to CloudWatch.
    /// - Source: ECS Developer Guide, "awslogs-stream-prefix": `prefix-name/container-name/ecs-task-id`.
    init?(_ container: ContainerDefinition) {
        guard let place = LogPlace(container, task: ""), let name = container.name else { return nil }
        group = place.group
        prefix = place.stream
        self.container = name
    }

    func filter(_ query: LogQuery, from start: Int64) -> LogFilter {
        var filter = LogFilter(group: group)
        filter.prefix = prefix + (query.task ?? "")
        filter.start = start
        filter.pattern = query.pattern
        return filter
    }

    /// Whether the event is of one of the streams; not every service that speaks as CloudWatch does looks at prefixes.
    func has(_ event: LogEvent) -> Bool { event.stream?.hasPrefix(prefix) ?? false }

    func line(_ event: LogEvent) -> LogLine {
        let task = event.stream.map { String($0.dropFirst(prefix.count)) } ?? ""
        return LogLine(milliseconds: event.milliseconds ?? 0, task: task, container: container, text: event.message)
    }
}
