import JSON

/// A service that runs before the simulation begins.
package struct SimulatedService: Sendable {
    package var name: String
    package var cluster: String
    /// What `RegisterTaskDefinition` would be given.
    package var taskDefinition: JSONObject
    package var desiredCount: Int
    /// What else `CreateService` would be given: network, load balancers, deployment settings.
    package var settings: JSONObject

    package init(_ name: String, cluster: String, taskDefinition: JSONObject, desiredCount: Int = 1, settings: JSONObject) {
        self.name = name
        self.cluster = cluster
        self.taskDefinition = taskDefinition
        self.desiredCount = desiredCount
        self.settings = settings
    }
}
