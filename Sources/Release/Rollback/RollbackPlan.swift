import JSON

/// The way back to what ran well before, service by service.
package struct RollbackPlan: Sendable, Hashable {
    /// What is done with one service.
    package struct Step: Sendable, Hashable {
        package enum Action: Sendable, Hashable {
            /// A deployment is going on: it is stopped, and ECS goes back by itself.
            case stop(deployment: String)
            /// The service is told to run an older revision again, with these fields of `UpdateService`.
            case update(revision: String, fields: JSONObject)
            case nothing(because: String)
        }

        package let service: ServiceAddress
        /// ARN of the revision that is wanted at the moment.
        package let current: String?
        package let action: Action
        /// ECS, or someone, has taken its last deployment back already.
        package var wasRolledBack = false
    }

    /// Those of one wave at once, in the reverse of the order in which they are released.
    package let waves: [[Step]]

    package var steps: [Step] { waves.flatMap { $0 } }

    package var isEmpty: Bool { steps.allSatisfy { if case .nothing = $0.action { true } else { false } } }

    /// A line a service, without a newline at the end.
    package var text: String {
        steps.map { step in
            let current = step.current.map(DeploymentWatch.shortName) ?? "nothing"
            return switch step.action {
            case .stop: "\(step.service.name): stop the deployment of \(current) and go back to what ran before"
            case .update(let revision, _):
                "\(step.service.name): \(current) -> \(DeploymentWatch.shortName(revision))"
                    + (step.wasRolledBack ? ", though its last deployment was taken back already" : "")
            case .nothing(let reason): "\(step.service.name): stays at \(current), \(reason)"
            }
        }.joined(separator: "\n")
    }
}
