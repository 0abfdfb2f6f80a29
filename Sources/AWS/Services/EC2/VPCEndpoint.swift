/// A private way from a VPC to a service of AWS.
package struct VPCEndpoint: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var id: String? { string("vpcEndpointId") }
    package var vpc: String? { string("vpcId") }
    /// `com.amazonaws.eu-central-1.ecr.dkr`
    package var service: String? { string("serviceName") }
    /// `Interface`, `Gateway`.
    package var type: String? { string("vpcEndpointType") }
    package var state: String? { string("state") }
}
