import JSON

extension ECSClient {
    /// Clusters with their tags, settings and statistics.
    package func describeClusters(_ clusters: [String]) async throws -> ECSFindings<ECSCluster> {
        try await describe(
            "clusters", by: "DescribeClusters", "clusters", clusters, limit: 100, ["include": ["TAGS", "SETTINGS", "STATISTICS"]])
    }

    /// Makes a cluster; one of that name that exists already is answered as it is.
    /// - Parameter request: the whole of it: `clusterName`, `capacityProviders`, `settings`, `tags`.
    package func createCluster(_ request: JSONObject) async throws -> ECSCluster {
        try await caller.value("cluster", of: "CreateCluster", request)
    }

    /// Adds tags; those of the same keys are replaced.
    /// - Parameter arn: of a service, task, task definition or cluster.
    package func tagResource(_ arn: String, _ tags: [String: String]) async throws {
        guard !tags.isEmpty else { return }
        try await caller.call("TagResource", ["resourceArn": .string(arn), "tags": Tags.list(tags)])
    }

    package func untagResource(_ arn: String, _ keys: [String]) async throws {
        guard !keys.isEmpty else { return }
        try await caller.call("UntagResource", ["resourceArn": .string(arn), "tagKeys": JSONValue(keys)])
    }

    package func listTagsForResource(_ arn: String) async throws -> [String: String] {
        Tags.read(try await caller.call("ListTagsForResource", ["resourceArn": .string(arn)])["tags"])
    }
}
