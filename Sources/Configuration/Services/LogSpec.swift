/// Where a container's output goes.
package struct LogSpec: Sendable, Equatable {
    package enum Driver: String, Sendable, CaseIterable {
        case awslogs, splunk, awsfirelens
    }

    package var driver: Driver
    package var group: String?
    package var streamPrefix: String?
    /// In days; one of those that CloudWatch knows.
    package var retention: Int?
    /// Passed to the driver as they are.
    package var options: [String: String]

    static let keys = Keys("'logs'", definition: "logs", ["driver", "group", "stream-prefix", "retention", "options"])
    /// - Source: CloudWatch Logs PutRetentionPolicy, `retentionInDays`.
    static let retentions = [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ]

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        driver = fields.read("driver") { reading.choice($0, Driver.self) } ?? .awslogs
        group = fields.read("group") { reading.word($0, "a log group's name") }
        streamPrefix = fields.read("stream-prefix") { reading.word($0, "a text") }
        retention = fields.read("retention") { reading.integer($0, 1...3653, "a number of days") }
        options = fields.read("options", reading.labels) ?? [:]
        if let retention, !Self.retentions.contains(retention) {
            let next = Self.retentions.first { $0 > retention } ?? 3653
            reading.report(fields["retention"] ?? node, "logs cannot be kept for \(retention) days: the next possible is \(next)")
        }
    }
}
