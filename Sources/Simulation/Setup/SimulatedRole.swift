/// A role and who may assume it.
package struct SimulatedRole: Hashable, Sendable {
    package var name: String
    /// Services: `ecs-tasks.amazonaws.com`.
    package var trusted: [String]

    package init(_ name: String, trusting trusted: [String]) {
        self.name = name
        self.trusted = trusted
    }
}
