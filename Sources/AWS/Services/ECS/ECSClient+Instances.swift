import HTTP
import JSON

extension ECSClient {
    /// The ARNs of the instances of a cluster that may get tasks.
    /// - Parameter limit: so many at most.
    package func listContainerInstances(of cluster: String, limit: Int = 1000) async throws -> [String] {
        let parameters: JSONObject = ["cluster": .string(cluster), "status": "ACTIVE"]
        return try await caller.items("containerInstanceArns", of: "ListContainerInstances", parameters, limit: limit)
            .compactMap(\.string)
    }

    /// Instances with what they have and what of it is free.
    package func describeContainerInstances(_ arns: [String], in cluster: String) async throws -> ECSFindings<ECSContainerInstance> {
        try await describe(
            "containerInstances", by: "DescribeContainerInstances", "containerInstances", arns, limit: 100, ["cluster": .string(cluster)])
    }
}
