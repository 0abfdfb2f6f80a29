/// A moment at which a deployment waits for someone to say that it may go on.
package struct PauseSpec: Sendable, Equatable {
    package enum End: String, Sendable, CaseIterable {
        case goOn = "continue"
        case rollback
    }

    package var at: DeploymentMoment
    /// How long it waits, in whole minutes up to 14 days; a day unless given.
    package var timeout: Duration?
    /// What happens then; back unless given.
    package var then: End?

    static let keys = Keys("a pause", definition: "pause", ["at", "timeout", "then"])

    /// Reads a moment alone, or a map.
    init?(_ node: Node, _ reading: Reading) {
        guard case .map = node.content else {
            guard let at = reading.pauseMoment(node) else { return nil }
            self.at = at
            return
        }
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        timeout = fields.read("timeout") { reading.minutes($0, .seconds(60) ... .seconds(1_209_600)) }
        then = fields.read("then") { reading.choice($0, End.self) }
        let moments = DeploymentMoment.pauses.map(\.rawValue).joined(separator: ", ")
        guard let at = fields.require("at", "one of \(moments)", reading.pauseMoment) else { return nil }
        self.at = at
    }
}
