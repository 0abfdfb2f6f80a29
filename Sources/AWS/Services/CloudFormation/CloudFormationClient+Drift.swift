import JSON

extension CloudFormationClient {
    /// Begins to compare a stack's resources with its template.
    /// - Returns: the id to ask with.
    package func detectStackDrift(of stack: String) async throws -> String {
        try await caller.text("StackDriftDetectionId", of: "DetectStackDrift", ["StackName": .string(stack)])
    }

    package func describeStackDriftDetectionStatus(_ id: String) async throws -> DriftDetection {
        DriftDetection(try await caller.call("DescribeStackDriftDetectionStatus", ["StackDriftDetectionId": .string(id)]))
    }

    /// What differs from the template.
    package func describeStackResourceDrifts(of stack: String) async throws -> [ResourceDrift] {
        let parameters: JSONObject = [
            "StackName": .string(stack), "StackResourceDriftStatusFilters": ["MODIFIED", "DELETED"], "MaxResults": 100,
        ]
        return try await caller.items("StackResourceDrifts", of: "DescribeStackResourceDrifts", parameters, token: .upperCase)
    }
}
