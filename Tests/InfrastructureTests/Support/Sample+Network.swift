/// Projects whose users come in by several ways.
extension Sample {
    private static func head(_ images: String...) -> String {
        "version: 1\nproject: llm-chat\nimages: {\(images.map { "\($0): {base: scratch}" }.joined(separator: ", "))}\n"
    }

    private static let certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-12345678901"

    /// Five services behind one load balancer, two of whose deployments move traffic.
    static let routed = Sample(
        name: "routes",
        text: head("a") + """
            services:
              web:
                image: a
                port: 80
                deployment: {strategy: blue-green}
                load-balancer: {listen: 443, certificate: "\(certificate)1", test-listen: 8443, allow: [203.0.113.0/24, "2001:db8::/32"]}
              api:
                image: a
                port: 8000
                deployment: {strategy: blue-green}
                load-balancer:
                  listen: 443
                  certificate: "\(certificate)2"
                  host: [api.example.com, API.example.org]
                  path: [/v1/*, /v2/*]
                  test-listen: 8443
                  allow: [203.0.113.0/24, "2001:db8::/32"]
              admin: {image: a, port: 8000, load-balancer: {listen: 443, path: /admin*, allow: [203.0.113.0/24, "2001:db8::/32"]}}
              shops:
                image: a
                port: 8000
                load-balancer: {listen: 443, host: "*.shop.example.com", priority: 7, allow: [203.0.113.0/24, "2001:db8::/32"]}
              inner: {image: a, port: 8000, load-balancer: {listen: 80, internal: true, host: inner.example, allow: 10.1.0.0/16}}
            """)

    /// Two services at the same port, one of which is the other's business alone.
    static let twoDoors = Sample(
        name: "same-port-without-load-balancer",
        text: head("a", "b") + """
            services:
              front: {image: a, port: 8080, env: {INNER: "http://inner:8080"}, network: {allow: 198.51.100.0/24}}
              inner: {image: b, port: 8080}
            """)

    /// Behind a load balancer that exists already.
    static let borrowed = Sample(
        name: "borrowed-load-balancer",
        text: head("a") + """
            services:
              web: {image: a, port: 8080, load-balancer: {target-group: "\(targetGroup)"}}
              own:
                image: a
                port: 8080
                network: {security-groups: sg-1}
                load-balancer: {target-group: "\(targetGroup)"}
            """)

    static let targetGroup = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/943f017f100becff"
}
