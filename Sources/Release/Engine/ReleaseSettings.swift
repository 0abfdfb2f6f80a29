/// How a release is carried out.
package struct ReleaseSettings: Sendable, Hashable {
    /// What is done once a service has been told to change.
    package enum Waiting: Sendable {
        /// Each deployment is followed to its end.
        case untilDone
        /// The release ends there; later waves are told at once.
        case not
    }

    /// What becomes of rollouts that take too long.
    package enum Overtime: Sendable {
        /// They go on without us.
        case leave
        case rollBack
    }

    /// What is done where a deployment waits for someone.
    package enum Pauses: Sendable {
        /// The release ends there; the deployment waits.
        case stop
        case goOn
    }

    package var pauses = Pauses.stop
    package var naming = ServiceNaming()
    package var waiting = Waiting.untilDone
    /// From the first change on; the way back is not counted, nor what a deployment waits between moves of its traffic.
    package var timeout = Duration.seconds(30 * 60)
    package var overtime = Overtime.leave
    /// How many tasks of a deployment may fail before it is ended; 0 leaves that to ECS. What can only fail again ends it at once.
    package var failAfter = 2
    /// Replaces tasks even when nothing has changed.
    package var isForced = false
    /// Lines of a dead container that a post-mortem shows.
    package var logLines = 20
    /// Between two looks at the deployments; a little more or less each time.
    package var interval = Duration.seconds(5)
    /// For a `before-release` task that has no timeout of its own.
    package var taskTimeout = Duration.seconds(15 * 60)

    package init() {}
}
