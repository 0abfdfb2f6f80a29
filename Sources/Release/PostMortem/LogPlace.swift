import JSON

/// Where the lines of one container of one task are.
struct LogPlace: Sendable, Hashable {
    let group: String
    let stream: String

    /// - Returns: nil for a container whose lines do not go to CloudWatch, or to a stream that cannot be told.
    init?(_ container: ContainerDefinition, task: String) {
        let options = container.logOptions
        guard container.logDriver == "awslogs", let group = options["awslogs-group"], let prefix = options["awslogs-stream-prefix"],
            let name = container.name
        else { return nil }
        self.group = group
        stream = "\(prefix)/\(name)/\(task)"
    }
}
