/// How a new revision replaces the old one.
package struct DeploymentSpec: Sendable, Equatable {
    /// Nil: as it is, which for a new service is a rolling update.
    package var strategy: DeploymentStrategy?
    /// Percent of the desired tasks that stay up; 100 unless given.
    package var minimum: Int?
    /// Percent of the desired tasks that may run at once; 200 unless given.
    package var maximum: Int?
    package var circuitBreaker: CircuitBreakerSpec?
    /// Names of CloudWatch alarms that stop it; empty: none does. Nil: as it is.
    package var alarms: [String]?
    /// Whether ECS spreads tasks over availability zones again.
    package var zoneRebalancing: Bool?
    /// How the traffic moves; nil for a rolling update, in which it has no say.
    package var shift: TrafficShiftSpec?

    /// Those of a rolling update, besides which the others count.
    private static let rollingKeys = ["circuit-breaker"]
    static let keys = Keys(
        "'deployment'", definition: "deployment",
        ["strategy", "minimum", "maximum", "circuit-breaker", "alarms", "zone-rebalancing"] + TrafficShiftSpec.keyNames)

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        strategy = fields.read("strategy") { reading.choice($0, DeploymentStrategy.self) }
        minimum = fields.read("minimum") { reading.integer($0, 0...100, "a percentage") }
        maximum = fields.read("maximum") { reading.integer($0, 100...200, "a percentage") }
        circuitBreaker = fields.read("circuit-breaker") { CircuitBreakerSpec($0, reading) }
        alarms = fields.read("alarms") { node in
            // An empty list switches those off that there are.
            if case .list(let items) = node.content, items.isEmpty { return [] }
            return reading.oneOrMore(node, "a list of alarms", { reading.word($0, "an alarm's name") })
        }
        zoneRebalancing = fields.read("zone-rebalancing", reading.boolean)
        let given = TrafficShiftSpec(fields, reading)
        let movesTraffic = strategy?.movesTraffic ?? false
        shift = movesTraffic ? given : nil
        checkKeys(fields, reading)
        if maximum == 100, (minimum ?? 100) == 100, !movesTraffic {
            reading.report(
                fields.place("maximum"),
                "with 'minimum: 100' and 'maximum: 100' no task can ever be replaced: lower the one or raise the other")
        }
    }

    /// Reports keys of other strategies than the one there is.
    private func checkKeys(_ fields: Fields, _ reading: Reading) {
        // A strategy that is none has been reported already.
        if fields.has("strategy"), strategy == nil { return }
        let strategy = strategy ?? .rolling
        for (key, strategies) in TrafficShiftSpec.strategies where fields.has(key) && !strategies.contains(strategy) {
            let fitting = strategies.map { "'strategy: \($0.rawValue)'" }.joined(separator: " or ")
            reading.report(fields.place(key), "'\(key)' goes with \(fitting), not with '\(strategy.rawValue)'")
        }
        for key in Self.rollingKeys where fields.has(key) && strategy != .rolling && circuitBreaker?.mode != .off {
            reading.report(
                fields.place(key), "'\(key)' goes with 'strategy: rolling', not with '\(strategy.rawValue)': leave it out, or say 'off'")
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
