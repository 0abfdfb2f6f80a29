import AWS
import JSON

/// The input of `CreateService`, with every key that it was given, known to us or not.
package struct ServiceDefinition: Sendable, Hashable {
    package var fields: JSONObject

    /// Keys that `UpdateService` does not have.
    /// - Source: ECS's API model, `CreateServiceRequest` without the members of `UpdateServiceRequest`.
    package static let createOnly = ["serviceName", "launchType", "schedulingStrategy", "role", "tags", "clientToken"]
    /// Keys of `UpdateService` whose change starts a deployment.
    /// - Source: ECS's API model, the words on each member of `UpdateServiceRequest`.
    package static let deploying = [
        "taskDefinition", "networkConfiguration", "platformVersion", "loadBalancers", "serviceRegistries", "serviceConnectConfiguration",
        "volumeConfigurations", "vpcLatticeConfigurations",
    ]

    package init(_ fields: JSONObject) {
        self.fields = fields
    }

    package var name: String? { fields["serviceName"]?.string }
    package var cluster: String? { fields["cluster"]?.string }
    package var desired: Int? { fields["desiredCount"]?.integer }
    package var launchType: String? { fields["launchType"]?.string }
    package var capacity: [JSONValue] { fields["capacityProviderStrategy"]?.array ?? [] }
    /// Its capacity providers, by name.
    package var providers: [String] { capacity.compactMap { $0["capacityProvider"]?.string } }
    /// Whether its tasks need instances of EC2 in the cluster.
    package var runsOnInstances: Bool { providers.isEmpty ? launchType == "EC2" : !providers.contains { $0.hasPrefix("FARGATE") } }
    package var loadBalancers: [JSONValue] { fields["loadBalancers"]?.array ?? [] }
    package var network: JSONObject? { fields["networkConfiguration"]?["awsvpcConfiguration"]?.object }
    package var connect: JSONObject? { fields["serviceConnectConfiguration"]?.object }
    package var deployment: JSONObject { fields["deploymentConfiguration"]?.object ?? [:] }
    package var minimumPercent: Int { deployment["minimumHealthyPercent"]?.integer ?? 100 }
    package var maximumPercent: Int { deployment["maximumPercent"]?.integer ?? 200 }
    /// `ROLLING` unless it says otherwise.
    package var strategy: String { deployment["strategy"]?.string ?? "ROLLING" }
    package var settings: DeploymentSettings { DeploymentSettings(.object(deployment)) }
    /// What its deployments move traffic by; none for those of a rolling update.
    package var shiftedBalancers: [ShiftedBalancer] { loadBalancers.compactMap(ShiftedBalancer.init) }
    /// `ECS` unless it says otherwise.
    package var controller: String { fields["deploymentController"]?["type"]?.string ?? "ECS" }
    package var isDaemon: Bool { fields["schedulingStrategy"]?.string == "DAEMON" }

    package var tags: [String: String] {
        let entries = (fields["tags"]?.array ?? []).compactMap { tag in tag["key"]?.string.map { ($0, tag["value"]?.string ?? "") } }
        return Dictionary(entries) { _, last in last }
    }
}
