import JSON

/// The calls of Cloud Map that concern namespaces.
package struct NamespacesClient: Sendable {
    private let caller: JSONCaller

    package init(_ client: AWSClient) { caller = JSONCaller(client: client, service: .serviceDiscovery) }

    /// The account's own namespaces of a name: at most one for HTTP, but several for names of DNS.
    package func listNamespaces(named name: String) async throws -> [Namespace] {
        let filter: JSONObject = ["Name": "NAME", "Values": [.string(name)], "Condition": "EQ"]
        return try await caller.items(
            "Namespaces", of: "ListNamespaces", ["Filters": [.object(filter)], "MaxResults": 100], token: .upperCase
        ).map(Namespace.init)
    }

    /// Tags of a namespace by its ARN.
    package func listTagsForResource(_ arn: String) async throws -> [String: String] {
        Tags.read(try await caller.call("ListTagsForResource", ["ResourceARN": .string(arn)])["Tags"], .upperCase)
    }
}
