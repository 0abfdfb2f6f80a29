import JSON

/// A deployment as a service lists it: one task definition of a rolling update, with how far it is.
package struct ECSDeployment: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    /// `ecs-svc/1234567890123456789`: what its tasks carry as ``ECSTask/startedBy``.
    package var id: String? { string("id") }
    /// `PRIMARY` for the newest, `ACTIVE` for those it replaces.
    package var status: String? { string("status") }
    package var taskDefinition: String? { string("taskDefinition") }
    package var desiredCount: Int? { integer("desiredCount") }
    package var pendingCount: Int? { integer("pendingCount") }
    package var runningCount: Int? { integer("runningCount") }
    /// Tasks that did not become healthy since the last that did: ECS sets it back to 0 then.
    package var failedTasks: Int? { integer("failedTasks") }
    package var createdAt: Double? { time("createdAt") }
    package var updatedAt: Double? { time("updatedAt") }
    /// `IN_PROGRESS`, `COMPLETED`, or `FAILED` where a circuit breaker is on; nil for other than rolling updates.
    package var rolloutState: String? { string("rolloutState") }
    package var rolloutStateReason: String? { string("rolloutStateReason") }
    package var launchType: String? { string("launchType") }
    package var platformVersion: String? { string("platformVersion") }
    package var serviceConnectConfiguration: JSONValue? { json["serviceConnectConfiguration"] }
    package var volumeConfigurations: [JSONValue] { json["volumeConfigurations"]?.array ?? [] }
}
