import JSON

/// The record of one deployment, as the service deployments API tells it: it ends, and is kept.
final class ServiceDeploymentState {
    let arn: String
    let target: RevisionState
    let sources: [RevisionState]
    /// The deployment it is about; during a rollback another one is the primary.
    let deployment: DeploymentState
    let createdAt: Moment
    /// Alarms that had gone off before: they do not count.
    let ignoredAlarms: Set<String>
    var startedAt: Moment?
    var finishedAt: Moment?
    var stoppedAt: Moment?
    var updatedAt: Moment
    var status = Status.pending
    var statusReason: String?
    var rollback: (reason: String, startedAt: Moment, revision: RevisionState)?
    var breakerHasTripped = false
    var triggeredAlarms: [String] = []
    /// Where it is, when it moves traffic.
    var shift: TrafficShift?
    /// Failures that counted when it ended.
    var failureCount = 0
    /// Until when its alarms are watched after all tasks are there.
    var bakesUntil: Moment?
    /// When the next step is taken that needs no task: the start, a rollback, the end of a bake.
    var due: Moment

    enum Status: String {
        case pending = "PENDING"
        case inProgress = "IN_PROGRESS"
        case successful = "SUCCESSFUL"
        case stopRequested = "STOP_REQUESTED"
        case stopped = "STOPPED"
        case rollbackRequested = "ROLLBACK_REQUESTED"
        case rollbackInProgress = "ROLLBACK_IN_PROGRESS"
        case rollbackSuccessful = "ROLLBACK_SUCCESSFUL"
        case rollbackFailed = "ROLLBACK_FAILED"

        var isFinal: Bool { [.successful, .stopped, .rollbackSuccessful, .rollbackFailed].contains(self) }
    }

    init(arn: String, deployment: DeploymentState, sources: [RevisionState], ignoredAlarms: Set<String>, now: Moment, due: Moment) {
        self.arn = arn
        self.deployment = deployment
        self.sources = sources
        self.ignoredAlarms = ignoredAlarms
        target = deployment.revision
        createdAt = now
        updatedAt = now
        self.due = due
    }
}
