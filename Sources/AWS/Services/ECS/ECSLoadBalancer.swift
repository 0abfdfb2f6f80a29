import JSON

/// Which container of a service is behind which target group.
package struct ECSLoadBalancer: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var targetGroupARN: String? { string("targetGroupArn") }
    /// Of a Classic Load Balancer alone.
    package var loadBalancerName: String? { string("loadBalancerName") }
    package var containerName: String? { string("containerName") }
    package var containerPort: Int? { integer("containerPort") }
    /// The second target group, of blue/green deployments.
    package var alternateTargetGroupARN: String? { json["advancedConfiguration"]?["alternateTargetGroupArn"]?.string }
    /// Both of a blue/green deployment, one of any other.
    package var targetGroupARNs: [String] { [targetGroupARN, alternateTargetGroupARN].compactMap(\.self) }
}
