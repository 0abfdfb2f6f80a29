/// How a new revision replaces the old one.
package struct DeploymentSpec: Sendable, Equatable {
    /// Percent of the desired tasks that stay up; 100 unless given.
    package var minimum: Int?
    /// Percent of the desired tasks that may run at once; 200 unless given.
    package var maximum: Int?
    package var circuitBreaker: CircuitBreakerSpec?
    /// Names of CloudWatch alarms that stop it.
    package var alarms: [String]
    /// Whether ECS spreads tasks over availability zones again.
    package var zoneRebalancing: Bool?

    static let keys = Keys(
        "'deployment'", definition: "deployment", ["minimum", "maximum", "circuit-breaker", "alarms", "zone-rebalancing"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        minimum = fields.read("minimum") { reading.integer($0, 0...100, "a percentage") }
        maximum = fields.read("maximum") { reading.integer($0, 100...200, "a percentage") }
        circuitBreaker = fields.read("circuit-breaker") { CircuitBreakerSpec($0, reading) }
        alarms = fields.read("alarms") { reading.oneOrMore($0, "a list of alarms", { reading.word($0, "an alarm's name") }) } ?? []
        zoneRebalancing = fields.read("zone-rebalancing", reading.boolean)
        if maximum == 100, (minimum ?? 100) == 100 {
            reading.report(
                fields.place("maximum"),
                "with 'minimum: 100' and 'maximum: 100' no task can ever be replaced: lower the one or raise the other")
        }
    }
}

/// What stops a deployment whose tasks keep failing.
package struct CircuitBreakerSpec: Sendable, Equatable {
    package enum Mode: String, Sendable, CaseIterable {
        case off, stop, rollback
    }

    package var mode: Mode
    /// Failed tasks after which it trips; nil: half of the desired tasks, 3 to 200.
    package var threshold: Int?

    static let keys = Keys("'circuit-breaker'", definition: "circuitBreaker", ["mode", "threshold"])

    /// Reads a mode alone, or a map.
    init?(_ node: Node, _ reading: Reading) {
        if case .map = node.content {
            guard let fields = Fields(node, Self.keys, reading) else { return nil }
            mode = fields.read("mode") { reading.choice($0, Mode.self) } ?? .rollback
            threshold = fields.read("threshold") { reading.integer($0, 1...1000, "a number of failed tasks") }
        } else {
            guard let mode = reading.choice(node, Mode.self) else { return nil }
            self.mode = mode
        }
    }
}
