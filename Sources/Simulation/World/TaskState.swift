import JSON

/// One task: where it is in its life, and what comes next.
final class TaskState {
    let id: String
    let arn: String
    let clusterARN: String
    let definition: DefinitionState
    let script: TaskScript
    /// The deployment that started it; nil for a one-off task.
    let deployment: DeploymentState?
    let startedBy: String?
    let group: String
    /// What `RunTask` was given besides: overrides, network, tags.
    let request: JSONObject
    let createdAt: Moment
    let address: String
    let interface: String
    let zone: String

    var phase = Phase.provisioning
    /// When the phase ends by itself.
    var due: Moment
    /// When the container ends by itself.
    var exitDue = Moment.never
    /// When ECS believes that it goes on running; a task that ends before was never one to rely on.
    var steadyDue = Moment.never
    var isSteady = false
    var isWanted = true
    /// Whether it was healthy once: what happens later is no failure to start.
    var wasHealthy = false
    var containers: [ContainerState]
    var targets: [TargetState] = []
    var stopCode: String?
    var stoppedReason: String?
    var pullStartedAt: Moment?
    var pullStoppedAt: Moment?
    var startedAt: Moment?
    var stoppingAt: Moment?
    var executionStoppedAt: Moment?
    var stoppedAt: Moment?

    /// In the order of a life.
    /// - Source: ECS Developer Guide, "Task lifecycle".
    enum Phase: Int, Comparable {
        case provisioning, pending, activating, running, deactivating, stopping, deprovisioning, stopped

        var status: String {
            switch self {
            case .provisioning: "PROVISIONING"
            case .pending: "PENDING"
            case .activating: "ACTIVATING"
            case .running: "RUNNING"
            case .deactivating: "DEACTIVATING"
            case .stopping: "STOPPING"
            case .deprovisioning: "DEPROVISIONING"
            case .stopped: "STOPPED"
            }
        }

        static func < (a: Phase, b: Phase) -> Bool { a.rawValue < b.rawValue }
    }

    init(_ start: TaskStart, id: String, due: Moment, now: Moment, network: (address: String, interface: String, zone: String)) {
        self.id = id
        arn = start.arnPrefix + id
        clusterARN = start.clusterARN
        definition = start.definition
        script = start.script
        deployment = start.deployment
        startedBy = start.startedBy
        group = start.group
        request = start.request
        createdAt = now
        self.due = due
        (address, interface, zone) = network
        containers = start.definition.containers.map { ContainerState($0, overrides: start.request["overrides"]) }
    }

    /// Wanted, and not on its way out.
    var isAlive: Bool { isWanted && phase <= .running }
    var isRunning: Bool { isAlive && phase == .running }

    /// Healthy, and not only just now.
    var isHealthy: Bool { isSteady && isUp }

    /// Running, and every check that it has says so.
    var isUp: Bool {
        isRunning && containers.allSatisfy { $0.health != .unknown && $0.health != .unhealthy }
            && targets.allSatisfy { $0.state == .healthy }
    }

    /// The next moment at which something about it changes.
    var wake: Moment {
        guard phase < .stopped else { return .never }
        var next = due
        guard phase == .running else { return next }
        for container in containers { next = min(next, container.healthDue) }
        for target in targets { next = min(next, target.due) }
        return min(next, exitDue, steadyDue)
    }
}
