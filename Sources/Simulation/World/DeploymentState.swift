import JSON

/// One deployment of a service: tasks of one revision that are wanted.
final class DeploymentState {
    /// `ecs-svc/1234567890123456789`: what its tasks say they were started by.
    let id: String
    let revision: RevisionState
    let createdAt: Moment
    var updatedAt: Moment
    /// How its tasks fare.
    var script: TaskScript
    var isPrimary = true
    var state = RolloutState.inProgress
    var reason: String
    /// In a row; back to 0 as soon as one runs.
    var failedTasks = 0
    /// No task is started before.
    var nextLaunch: Moment
    var hasComplained = false
    /// Whether its tasks are in the second target group of the service.
    var usesAlternate = false
    /// Tasks started so far.
    var launches = 0

    enum RolloutState: String {
        case inProgress = "IN_PROGRESS"
        case completed = "COMPLETED"
        case failed = "FAILED"
    }

    init(id: String, revision: RevisionState, script: TaskScript, now: Moment, firstLaunch: Moment) {
        self.id = id
        self.revision = revision
        self.script = script
        createdAt = now
        updatedAt = now
        nextLaunch = firstLaunch
        reason = "ECS deployment \(id) in progress."
    }
}
