import HTTP
import JSON

extension ECSClient {
    /// Services with their tags.
    package func describeServices(_ services: [String], in cluster: String) async throws -> ECSFindings<ECSService> {
        try await describe(
            "services", by: "DescribeServices", "services", services, limit: 10, ["cluster": .string(cluster), "include": ["TAGS"]])
    }

    /// The ARNs of all services of a cluster.
    package func listServices(in cluster: String) async throws -> [String] {
        try await caller.items("serviceArns", of: "ListServices", ["cluster": .string(cluster), "maxResults": 100]).compactMap(\.string)
    }

    /// - Parameter definition: the whole request, `cluster` included; with a `clientToken` it may be sent again after a lost answer.
    package func createService(_ definition: JSONObject) async throws -> ECSService {
        try await caller.value("service", of: "CreateService", definition, Self.safety(definition))
    }

    /// - Parameter change: the whole request, `cluster` and `service` included; what is not in it stays as it is.
    package func updateService(_ change: JSONObject) async throws -> ECSService {
        // Said twice, the same change starts one deployment, a forced one two.
        let safety: RetryPolicy.Safety = change["forceNewDeployment"] == true ? .onlyIfRefused : .repeatable
        return try await caller.value("service", of: "UpdateService", change, safety)
    }

    /// Deletes a service; it is `DRAINING` until its tasks are gone.
    package func deleteService(_ service: String, in cluster: String, _ deletion: Deletion = .whenScaledToZero) async throws -> ECSService {
        try await caller.value(
            "service", of: "DeleteService",
            ["cluster": .string(cluster), "service": .string(service), "force": .bool(deletion == .stoppingTasks)])
    }

    package enum Deletion: Sendable {
        /// Refused by ECS while tasks are wanted.
        case whenScaledToZero
        case stoppingTasks
    }

    /// A request that holds a token is done once however often it is sent.
    static func safety(_ parameters: JSONObject) -> RetryPolicy.Safety {
        parameters["clientToken"]?.string == nil ? .onlyIfRefused : .repeatable
    }
}
