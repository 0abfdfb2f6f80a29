/// A load balancer.
package struct LoadBalancer: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var arn: String? { string("LoadBalancerArn") }
    package var name: String? { string("LoadBalancerName") }
    package var host: String? { string("DNSName") }
    /// `internet-facing` or `internal`.
    package var scheme: String? { string("Scheme") }
    /// `application`, `network`, `gateway`.
    package var type: String? { string("Type") }
    /// `provisioning`, `active`, `active_impaired`, `failed`.
    package var state: String? { string("State", "Code") }
    package var vpc: String? { string("VpcId") }
    package var securityGroups: [String] { strings("SecurityGroups") }
    package var subnets: [String] { xml.items(of: "AvailabilityZones").compactMap { $0.text(at: "SubnetId") } }
    package var zones: [String] { xml.items(of: "AvailabilityZones").compactMap { $0.text(at: "ZoneName") } }
}
