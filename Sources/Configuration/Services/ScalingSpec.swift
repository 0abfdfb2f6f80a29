/// How many tasks run, by load.
package struct ScalingSpec: Sendable, Equatable {
    package var minimum: Int
    package var maximum: Int
    /// Percent of the CPU that is aimed at.
    package var cpu: Int?
    /// Percent of the memory that is aimed at.
    package var memory: Int?
    /// Requests for each task and minute that are aimed at; needs a load balancer.
    package var requests: Int?
    /// The pause after tasks were taken away.
    package var scaleIn: Duration?
    /// The pause after tasks were added.
    package var scaleOut: Duration?
    /// Other bounds at other times, by name.
    package var schedule: [String: ScheduleSpec]

    static let keys = Keys(
        "'scaling'", definition: "scaling", ["min", "max", "cpu", "memory", "requests", "scale-in", "scale-out", "schedule"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        let count = { (node: Node) in reading.integer(node, 0...5000, "a number of tasks") }
        let percent = { (node: Node) in reading.integer(node, 1...100, "a percentage") }
        let minimum = fields.require("min", "give the least number of tasks", count)
        let maximum = fields.require("max", "give the largest number of tasks", count)
        self.minimum = minimum ?? 1
        self.maximum = maximum ?? self.minimum
        cpu = fields.read("cpu", percent)
        memory = fields.read("memory", percent)
        requests = fields.read("requests") { reading.integer($0, 1...1_000_000, "a number of requests") }
        scaleIn = fields.read("scale-in") { reading.duration($0) }
        scaleOut = fields.read("scale-out") { reading.duration($0) }
        if let minimum, let maximum, minimum > maximum {
            reading.report(fields.place("max"), "'max: \(maximum)' is less than 'min: \(minimum)'")
        }
        schedule = fields.read("schedule") { reading.named($0, "a map of changes by name") { ScheduleSpec($0.value, reading) } } ?? [:]
        let highest = ([self.maximum] + schedule.values.compactMap(\.maximum)).max() ?? 0
        for (name, change) in schedule.sorted(by: { $0.key < $1.key }) {
            guard let place = fields["schedule"]?[name]?.keyPlace, let minimum = change.minimum, minimum > highest else { continue }
            reading.report(place, "the 'min: \(minimum)' of '\(name)' is more than any 'max'")
        }
        if !["cpu", "memory", "requests", "schedule"].contains(where: fields.has) {
            reading.report(node, "'scaling' has nothing to go by: give a 'cpu' or 'memory' percentage, 'requests', or a 'schedule'")
        }
    }
}
