import JSON

/// A service deployment: the one thing whose success is the success of a release.
///
/// ``ECSClient/listServiceDeployments(of:in:createdAfter:_:limit:)`` gives it in brief, without counts, rollback and hooks.
package struct ServiceDeployment: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package enum Status: String, CaseIterable, Sendable {
        case pending = "PENDING"
        case inProgress = "IN_PROGRESS"
        case successful = "SUCCESSFUL"
        case stopRequested = "STOP_REQUESTED"
        case stopped = "STOPPED"
        case rollbackRequested = "ROLLBACK_REQUESTED"
        case rollbackInProgress = "ROLLBACK_IN_PROGRESS"
        case rollbackSuccessful = "ROLLBACK_SUCCESSFUL"
        case rollbackFailed = "ROLLBACK_FAILED"

        /// It will not change any more.
        package var isFinal: Bool {
            switch self {
            case .successful, .stopped, .rollbackSuccessful, .rollbackFailed: true
            case .pending, .inProgress, .stopRequested, .rollbackRequested, .rollbackInProgress: false
            }
        }
    }

    package var arn: String? { string("serviceDeploymentArn") }
    package var serviceARN: String? { string("serviceArn") }
    package var clusterARN: String? { string("clusterArn") }
    /// Nil for a status that AWS added since; its name is in ``statusName``.
    package var status: Status? { statusName.flatMap(Status.init) }
    package var statusName: String? { string("status") }
    package var statusReason: String? { string("statusReason") }
    /// `SCALE_UP`, `BAKE_TIME`, ...: where a blue/green, linear or canary deployment is.
    package var lifecycleStage: String? { string("lifecycleStage") }
    package var strategy: String { settings.strategy }

    /// All in seconds since 1970.
    package var createdAt: Double? { time("createdAt") }
    package var startedAt: Double? { time("startedAt") }
    package var updatedAt: Double? { time("updatedAt") }
    package var finishedAt: Double? { time("finishedAt") }
    package var stoppedAt: Double? { time("stoppedAt") }

    package var sources: [ServiceRevisionCounts] { list("sourceServiceRevisions") }
    package var target: ServiceRevisionCounts? { part("targetServiceRevision") }
    /// Of the revision it brings, in brief and in full.
    package var targetRevisionARN: String? { string("targetServiceRevisionArn") ?? target?.arn }

    package var circuitBreaker: CircuitBreaker? { part("deploymentCircuitBreaker") }
    /// Alarms that ended the deployment.
    package var triggeredAlarms: [String] { json["alarms"]?["triggeredAlarmNames"]?.strings ?? [] }
    package var rollback: Rollback? { part("rollback") }
    /// Those it waits at, and those it has passed.
    package var hooks: [LifecycleHook] { list("lifecycleHookDetails") }
    /// The one that waits for someone to continue.
    package var pause: LifecycleHook? { hooks.first(where: \.isPause) }
    package var settings: DeploymentSettings { DeploymentSettings(json["deploymentConfiguration"] ?? .null) }
}

extension ServiceDeployment {
    /// How near the circuit breaker is to tripping.
    package struct CircuitBreaker: JSONAnswer {
        package let json: JSONValue
        package init(_ json: JSONValue) { self.json = json }

        /// `MONITORING`, `TRIGGERED`, `MONITORING_COMPLETE`, `DISABLED`.
        package var status: String? { string("status") }
        package var failureCount: Int? { integer("failureCount") }
        package var threshold: Int? { integer("threshold") }
    }

    /// Why, and where to, a deployment went back.
    package struct Rollback: JSONAnswer {
        package let json: JSONValue
        package init(_ json: JSONValue) { self.json = json }

        package var reason: String? { string("reason") }
        package var startedAt: Double? { time("startedAt") }
        package var serviceRevisionARN: String? { string("serviceRevisionArn") }
    }

    /// A point at which the deployment asks before it goes on.
    package struct LifecycleHook: JSONAnswer {
        package let json: JSONValue
        package init(_ json: JSONValue) { self.json = json }

        package var id: String? { string("hookId") }
        /// `PAUSE`, `AWS_LAMBDA`.
        package var type: String? { string("targetType") }
        package var status: String? { string("status") }
        package var isWaiting: Bool { status == "AWAITING_ACTION" }
        /// Waits for a person, as opposed to a function that is asked.
        package var isPause: Bool { type == "PAUSE" && isWaiting }
        package var hasFailed: Bool { status == "FAILED" || status == "TIMED_OUT" }
        /// Of a function.
        package var target: String? { string("targetArn") }
        /// Seconds since 1970.
        package var expiresAt: Double? { time("expiresAt") }
        /// What is done then: `CONTINUE`, `ROLLBACK`.
        package var timeoutAction: String? { string("timeoutAction") }
    }
}
