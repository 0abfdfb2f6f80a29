/// A port of a load balancer.
package struct Listener: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var arn: String? { string("ListenerArn") }
    package var loadBalancerARN: String? { string("LoadBalancerArn") }
    package var port: Int? { integer("Port") }
    package var `protocol`: String? { string("Protocol") }
    package var defaultActions: [ListenerAction] { list("DefaultActions") }
    package var certificates: [String] { xml.items(of: "Certificates").compactMap { $0.text(at: "CertificateArn") } }
}
