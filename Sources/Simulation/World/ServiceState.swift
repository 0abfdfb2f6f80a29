import JSON

/// A service, its deployments and its tasks.
final class ServiceState {
    let name: String
    let arn: String
    let cluster: ClusterState
    let createdAt: Moment
    /// What `CreateService` and `UpdateService` were given, but for count and task definition.
    var settings: JSONObject
    var desiredCount: Int
    var definition: DefinitionState
    var status = "ACTIVE"
    /// The primary first.
    var deployments: [DeploymentState] = []
    /// The newest first.
    var history: [ServiceDeploymentState] = []
    var revisions: [RevisionState] = []
    var tasks: [TaskState] = []
    /// The newest first, at most a hundred.
    private(set) var events: [(id: String, at: Moment, message: String)] = []
    /// The last deployment that succeeded, even when its tasks are gone.
    var lastGood: DeploymentState?
    /// Looked at as soon as possible when set to now.
    var attention = Moment.never
    /// Whether it has said that it is steady since something last changed.
    var hasSettled = false

    init(_ name: String, arn: String, cluster: ClusterState, definition: DefinitionState, desired: Int, settings: JSONObject, now: Moment) {
        self.name = name
        self.arn = arn
        self.cluster = cluster
        self.definition = definition
        desiredCount = desired
        self.settings = settings
        createdAt = now
    }

    var primary: DeploymentState? { deployments.first }
    var current: ServiceDeploymentState? { history.first }
    /// Where the deployment is that moves traffic at the moment; nil when none does, or it goes back.
    var activeShift: TrafficShift? { current.flatMap { $0.status == .inProgress ? $0.shift : nil } }
    var deploymentSettings: JSONValue? { settings["deploymentConfiguration"] }
    var bounds: DeploymentBounds { DeploymentBounds(desired: desiredCount, deploymentSettings) }
    var alive: [TaskState] { tasks.filter(\.isAlive) }

    /// The next moment at which something can happen.
    var wake: Moment {
        var next = attention
        for task in tasks { next = min(next, task.wake) }
        for record in history where !record.status.isFinal { next = min(next, record.due) }
        return next
    }

    func tasks(of deployment: DeploymentState) -> [TaskState] { tasks.filter { $0.deployment === deployment } }

    func add(event message: String, at moment: Moment, id: String) {
        events.insert((id, moment, message), at: 0)
        if events.count > 100 { events.removeLast() }
    }
}
