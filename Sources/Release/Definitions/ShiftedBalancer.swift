import JSON

/// A load balancer of a service whose deployments move traffic: one of `loadBalancers`, with its `advancedConfiguration`.
package struct ShiftedBalancer: Sendable, Hashable {
    package let targetGroup: String
    package let alternateTargetGroup: String?
    /// ARN of the rule, or with a Network Load Balancer of the listener.
    package let listenerRule: String?
    package let testListenerRule: String?
    package let role: String?

    /// Nil without such a configuration.
    init?(_ balancer: JSONValue) {
        guard let advanced = balancer["advancedConfiguration"], advanced != .null else { return nil }
        targetGroup = balancer["targetGroupArn"]?.string ?? ""
        alternateTargetGroup = advanced["alternateTargetGroupArn"]?.string
        listenerRule = advanced["productionListenerRule"]?.string
        testListenerRule = advanced["testListenerRule"]?.string
        role = advanced["roleArn"]?.string
    }

    package var targetGroups: [String] { [targetGroup, alternateTargetGroup].compactMap(\.self) }
    package var rules: [String] { [listenerRule, testListenerRule].compactMap(\.self) }
}
