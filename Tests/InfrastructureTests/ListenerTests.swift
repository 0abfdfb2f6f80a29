import Configuration
import JSON
import Testing

@testable import Infrastructure

/// What users meet at the ports of a load balancer.
@Suite struct `The listeners of a stack` {
    private func resources(_ services: String) throws -> JSONObject {
        let text = "version: 1\nproject: p\nservices: {\(services)}\n"
        return try Sample(name: "", text: text).template().json["Resources"]?.object ?? [:]
    }

    private func web(_ balancer: String, port: Int = 80) -> String {
        "web: {image: 'x:1', port: \(port), load-balancer: {\(balancer)}}"
    }

    private static let certificate = "certificate: 'arn:aws:acm:eu-west-1:123456789012:certificate/1'"

    /// A port keeps its resource: a load balancer has no port twice, and CloudFormation makes new ones before old ones go.
    @Test func `are changed in place from http to https and back`() throws {
        let plain = try resources(web("listen: 80")), safe = try resources(web("listen: 443, \(Self.certificate)"))
        let ports = { (resources: JSONObject) in
            resources.filter { $0.value["Type"] == "AWS::ElasticLoadBalancingV2::Listener" }.mapValues { $0["Properties"]?["Port"] }
        }
        #expect(ports(plain) == ["LoadBalancerPort80Listener": 80])
        #expect(ports(safe) == ["LoadBalancerPort80Listener": 80, "LoadBalancerPort443Listener": 443])
        #expect(safe["LoadBalancerPort80Listener"]?["Properties"]?["DefaultActions"]?.array?.first?["Type"] == "redirect")
    }

    /// ECS registers each task with its own port, and rules between security groups hold for every port: those who listen on the old one
    /// are reached until the next release.
    @Test func `are the same whatever the port of the container`() throws {
        let changed = try [80, 8080].map { try resources(web("listen: 80", port: $0)) }
        #expect(changed[0] == changed[1])
    }

    @Test func `ask names before patterns, and longer paths before shorter ones`() throws {
        let rows = [
            "{listen: 80, host: a.example.com, path: /api/v2/*}", "{listen: 80, host: a.example.com, path: /api/*}",
            "{listen: 80, host: [a.example.com, b.example.com]}", "{listen: 80, host: '*.example.com', path: /api/*}",
            "{listen: 80, host: [c.example.com, '*.eu.example.com']}", "{listen: 80, host: '*.example.com'}",
            "{listen: 80, path: /admin/users}",
            "{listen: 80, path: /admin/user*}", "{listen: 80, path: ['/admin*', /long/path/of/an/application]}", "{listen: 80, path: '/*'}",
        ]
        let order = try rows.enumerated().map { index, row in
            let name = "s\(index)"
            let own = try resources("\(name): {image: 'x:1', port: 80, load-balancer: \(row)}")
            return try #require(own["S\(index)ListenerRule"]?["Properties"]?["Priority"]?.integer)
        }
        #expect(order == order.sorted() && Set(order).count == rows.count, "\(order)")
        #expect(order.allSatisfy { (1..<50_000).contains($0) })
    }

    /// Whatever else the file has: a rule whose number moved would need one that another still has.
    @Test func `give a rule a number that others do not change`() throws {
        let api = "api: {image: 'x:1', port: 80, load-balancer: {listen: 80, path: /api/*}}"
        let alone = try resources(api)["ApiListenerRule"],
            among = try resources(
                "a: {image: 'x:1', port: 80, load-balancer: {listen: 80, path: /a/*}}, \(api), z: {image: 'x:1', port: 80, load-balancer: {listen: 80}}"
            )
        #expect(alone == among["ApiListenerRule"])
        // FNV-1a of "api" is 0xe74fc019056aae07: of 490 numbers for paths of that length, the 280th.
        #expect(alone?["Properties"]?["Priority"] == .init(34_001 + 26 * 490 + 279))
    }

    @Test func `answer themselves what is nobody's`() throws {
        let action = try resources(web("listen: 80, path: /api/*"))["LoadBalancerPort80Listener"]?["Properties"]?["DefaultActions"]
        #expect(action?.array?.first?["FixedResponseConfig"]?["StatusCode"] == "404")
    }

    @Test(arguments: [
        ("listen: 80, host: api.example.com", "http://api.example.com"),
        ("listen: 8080, host: [a.example, b.example]", "http://a.example:8080"),
        ("listen: 80, host: ['*.example.com', api.example.com], path: /v1/*", "http://api.example.com/v1/"),
        ("listen: 443, \(certificate), path: [/admin*, /a]", "https://${LoadBalancer.DNSName}/admin"),
        ("listen: 80, host: '*.example.com'", nil),
    ]) func `are found at an address, where patterns leave one`(balancer: String, url: String?) throws {
        let text = "version: 1\nproject: p\nservices: {\(web(balancer))}\n"
        let value = try Sample(name: "", text: text).template().json["Outputs"]?["WebUrl"]?["Value"]
        #expect((value?.string ?? value?["Fn::Sub"]?.string) == url)
    }
}
