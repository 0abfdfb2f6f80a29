/// A target group: where a load balancer sends requests.
package struct TargetGroup: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var arn: String? { string("TargetGroupArn") }
    package var name: String? { string("TargetGroupName") }
    /// `ip`, which tasks with a network of their own need; `instance`, `lambda`, `alb`.
    package var targetType: String? { string("TargetType") }
    package var `protocol`: String? { string("Protocol") }
    package var port: Int? { integer("Port") }
    package var vpc: String? { string("VpcId") }
    package var loadBalancerARNs: [String] { strings("LoadBalancerArns") }
    package var healthCheckPath: String? { string("HealthCheckPath") }
    /// `traffic-port`, or a number.
    package var healthCheckPort: String? { string("HealthCheckPort") }
    /// In seconds.
    package var healthCheckInterval: Int? { integer("HealthCheckIntervalSeconds") }
    package var healthCheckTimeout: Int? { integer("HealthCheckTimeoutSeconds") }
    package var healthyThreshold: Int? { integer("HealthyThresholdCount") }
    package var unhealthyThreshold: Int? { integer("UnhealthyThresholdCount") }
    /// `200`, `200-399`
    package var matcher: String? { string("Matcher", "HttpCode") }
}
