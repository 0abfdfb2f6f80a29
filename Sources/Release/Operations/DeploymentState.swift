import AWS

/// Where a deployment is, in ECS's own word, whichever of its two ways to tell it ECS used.
package struct DeploymentState: Sendable, Hashable {
    /// `IN_PROGRESS`, `SUCCESSFUL`, `ROLLBACK_SUCCESSFUL`; of rolling updates without a service deployment `COMPLETED`, `FAILED`.
    package let name: String

    package init(_ name: String) { self.name = name }

    /// What a person makes of it.
    package enum Standing: Sendable, Hashable { case wellOver, underWay, badlyOver }

    package var standing: Standing {
        switch name {
        case "SUCCESSFUL", "COMPLETED": .wellOver
        case "PENDING", "IN_PROGRESS": .underWay
        default: .badlyOver
        }
    }

    /// `in progress`, `rolled back`
    package var text: String {
        switch name {
        case "ROLLBACK_SUCCESSFUL": "rolled back"
        case "ROLLBACK_IN_PROGRESS", "ROLLBACK_REQUESTED": "rolling back"
        default: String(name.lowercased().map { $0 == "_" ? " " : $0 })
        }
    }
}
