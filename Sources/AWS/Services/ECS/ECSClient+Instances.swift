import HTTP
import JSON

extension ECSClient {
    /// The instances of a cluster that may get tasks.
    /// - Parameter limit: so many at most.
    package func containerInstances(of cluster: String, limit: Int = 1000) async throws -> [ECSContainerInstance] {
        let parameters: JSONObject = ["cluster": .string(cluster), "status": "ACTIVE"]
        let arns = try await caller.items("containerInstanceArns", of: "ListContainerInstances", parameters, limit: limit)
            .compactMap(\.string)
        let found: ECSFindings<ECSContainerInstance> = try await describe(
            "containerInstances", by: "DescribeContainerInstances", "containerInstances", arns, limit: 100, ["cluster": .string(cluster)])
        return found.found
    }
}
