import JSON

/// The calls of Elastic Load Balancing: which target group is behind which listener, and how its targets are.
package struct LoadBalancingClient: Sendable {
    private let caller: QueryCaller

    package init(_ client: AWSClient) { caller = QueryCaller(client: client, service: .elbv2) }

    /// Target groups by ARN; nil when one of them is not there, which AWS does not say apart.
    package func describeTargetGroups(_ arns: [String]) async throws -> [TargetGroup]? {
        if arns.isEmpty { return [] }
        return try await orNil { try await targetGroups(["TargetGroupArns": JSONValue(arns)]) }
    }

    /// A target group by name; nil when there is none.
    package func describeTargetGroup(named name: String) async throws -> TargetGroup? {
        try await orNil { try await targetGroups(["Names": [.string(name)]]).first }
    }

    /// The health of a target group's targets.
    package func describeTargetHealth(of targetGroup: String) async throws -> [TargetHealth] {
        try await caller.call("DescribeTargetHealth", ["TargetGroupArn": .string(targetGroup)]).items(of: "TargetHealthDescriptions")
            .map(TargetHealth.init)
    }

    /// Load balancers by ARN; nil when one of them is not there.
    package func describeLoadBalancers(_ arns: [String]) async throws -> [LoadBalancer]? {
        if arns.isEmpty { return [] }
        return try await orNil { try await loadBalancers(["LoadBalancerArns": JSONValue(arns)]) }
    }

    /// A load balancer by name; nil when there is none.
    package func describeLoadBalancer(named name: String) async throws -> LoadBalancer? {
        try await orNil { try await loadBalancers(["Names": [.string(name)]]).first }
    }

    /// All load balancers of the region.
    package func describeLoadBalancers() async throws -> [LoadBalancer] { try await loadBalancers(["PageSize": 400]) }

    package func describeListeners(of loadBalancer: String) async throws -> [Listener] {
        try await caller.items("Listeners", of: "DescribeListeners", ["LoadBalancerArn": .string(loadBalancer)], token: .marker)
    }

    /// The rules of a listener, its default one included.
    package func describeRules(of listener: String) async throws -> [ListenerRule] {
        try await rules(["ListenerArn": .string(listener)])
    }

    /// Rules by ARN; nil when one of them is not there.
    package func describeRules(_ arns: [String]) async throws -> [ListenerRule]? {
        if arns.isEmpty { return [] }
        return try await orNil {
            try await rules(["RuleArns": JSONValue(arns)])
        }
    }

    private func targetGroups(_ parameters: JSONObject) async throws -> [TargetGroup] {
        try await caller.items("TargetGroups", of: "DescribeTargetGroups", parameters, token: .marker)
    }

    private func rules(_ parameters: JSONObject) async throws -> [ListenerRule] {
        try await caller.items("Rules", of: "DescribeRules", parameters, token: .marker)
    }

    private func loadBalancers(_ parameters: JSONObject) async throws -> [LoadBalancer] {
        try await caller.items("LoadBalancers", of: "DescribeLoadBalancers", parameters, token: .marker)
    }
}
