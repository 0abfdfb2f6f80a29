import JSON

/// A cluster, and what runs in it.
package struct ECSCluster: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var arn: String? { string("clusterArn") }
    package var name: String? { string("clusterName") }
    /// `ACTIVE`; a deleted one is found for a while as `INACTIVE`.
    package var status: String? { string("status") }
    package var isActive: Bool { status == "ACTIVE" }
    package var runningTasksCount: Int? { integer("runningTasksCount") }
    package var pendingTasksCount: Int? { integer("pendingTasksCount") }
    package var activeServicesCount: Int? { integer("activeServicesCount") }
    package var containerInstancesCount: Int? { integer("registeredContainerInstancesCount") }
    /// `FARGATE`, `FARGATE_SPOT`, or a provider of the account.
    package var capacityProviders: [String] { strings("capacityProviders") }
    package var defaultCapacityProviderStrategy: [JSONValue] { json["defaultCapacityProviderStrategy"]?.array ?? [] }
    /// ARN of the namespace that Service Connect uses when a service names none.
    package var serviceConnectNamespace: String? { json["serviceConnectDefaults"]?["namespace"]?.string }
    package var tags: [String: String] { tags() }
}
