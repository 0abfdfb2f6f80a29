/// The tags of a load balancer, target group or listener.
package struct ResourceTags: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var arn: String? { string("ResourceArn") }
    package var tags: [String: String] { pairs("Tags", "Key", "Value") }
}
