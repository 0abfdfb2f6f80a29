/// How the traffic moves from the old tasks to the new ones, and where that waits for someone.
package struct TrafficShiftSpec: Sendable, Equatable {
    /// How long both run after all traffic has moved: whole minutes, up to a day; 5 minutes unless given.
    package var bake: Duration?
    /// Linear: how much of the traffic moves in each step; 10 percent unless given.
    package var step: TrafficShare?
    /// Linear: the wait between two steps, in whole minutes up to a day; 6 minutes unless given.
    package var stepBake: Duration?
    /// Canary: how much of the traffic moves first; 5 percent unless given.
    package var canary: TrafficShare?
    /// Canary: the wait before the rest moves, in whole minutes up to a day; 10 minutes unless given.
    package var canaryBake: Duration?
    package var pauses: [PauseSpec]
    package var hooks: [LambdaHookSpec]

    /// - Source: ECS, `DeploymentConfiguration`, `LinearConfiguration`, `CanaryConfiguration`.
    private static let bakeLimit: ClosedRange<Duration> = .zero ... .seconds(86_400)
    private static let steps = 30...1000
    private static let canaries = 1...1000

    /// The keys of `deployment:`, each with the strategies that it goes with.
    static let strategies: [(key: String, strategies: [DeploymentStrategy])] = [
        ("bake", [.blueGreen, .linear, .canary]), ("step", [.linear]), ("step-bake", [.linear]), ("canary", [.canary]),
        ("canary-bake", [.canary]), ("pause", [.blueGreen, .linear, .canary]), ("hooks", [.blueGreen, .linear, .canary]),
    ]
    static let keyNames = strategies.map(\.key)

    init(_ fields: Fields, _ reading: Reading) {
        bake = fields.read("bake") { reading.minutes($0, Self.bakeLimit) }
        step = fields.read("step") { reading.share($0, Self.steps) }
        stepBake = fields.read("step-bake") { reading.minutes($0, Self.bakeLimit) }
        canary = fields.read("canary") { reading.share($0, Self.canaries) }
        canaryBake = fields.read("canary-bake") { reading.minutes($0, Self.bakeLimit) }
        pauses = fields.read("pause") { reading.oneOrMore($0, "a list of pauses") { PauseSpec($0, reading) } } ?? []
        hooks = fields.read("hooks") { reading.list($0, "a list of hooks") { LambdaHookSpec($0, reading) } } ?? []
        var seen: Set<DeploymentMoment> = []
        for pause in pauses where !seen.insert(pause.at).inserted {
            reading.report(fields.place("pause"), "it pauses '\(pause.at.rawValue)' twice")
        }
    }
}

extension Reading {
    /// A duration of whole minutes, which is all that ECS knows here.
    func minutes(_ node: Node, _ range: ClosedRange<Duration>) -> Duration? {
        guard let duration = duration(node, range) else { return nil }
        guard duration.components.seconds % 60 == 0, duration.components.attoseconds == 0 else {
            report(node, "'\(duration.unitText)' is not in whole minutes, and ECS counts in those")
            return nil
        }
        return duration
    }
}
