import Testing

/// Mistakes in who may come, and to which service.
extension Mistake {
    private static func balancer(_ lines: String) -> String { "services: {s: {image: 'x:1', load-balancer: {listen: 80, \(lines)}}}" }

    static let routes = [
        Mistake(
            "host with its scheme", balancer("host: 'https://a.example'"),
            "3:64: expected a host such as api.example.com or *.example.com, found the text 'https://a.example'"),
        Mistake(
            "host by its address", balancer("host: [192.0.2.1]"),
            "3:65: expected a host such as api.example.com or *.example.com, found the text '192.0.2.1'"),
        Mistake("no hosts", balancer("host: []"), "3:64: expected hosts such as api.example.com, found an empty list"),
        Mistake("host twice", balancer("host: [a.example, a.example]"), "3:76: host 'a.example' is listed twice"),
        Mistake("path of no root", balancer("path: api/*"), "3:64: expected a path such as /api/*, found the text 'api/*'"),
        Mistake("path with its query", balancer("path: '/a#b'"), "3:64: expected a path such as /api/*, found the text '/a#b'"),
        Mistake(
            "more than a rule compares", balancer("host: [a.b], path: [/a, /b, /c, /d, /e]"),
            "3:71: a load balancer compares 5 hosts and paths at most, found 6", semantic: true),
        Mistake(
            "priority of what is left", balancer("priority: 5"),
            "3:58: 'priority' needs a 'host' or a 'path': without them a service has what is left"),
        Mistake(
            "priority out of range", balancer("path: /a, priority: 50000"),
            "3:78: expected a number from 1 to 49999, found the number 50000"),
        Mistake(
            "address of one", balancer("allow: 203.0.113.7"),
            "3:65: expected a block of addresses such as 203.0.113.0/24 or 2001:db8::/32, found the text '203.0.113.7'"),
        Mistake(
            "address within a block", balancer("allow: [203.0.113.7/24]"),
            "3:66: '203.0.113.7/24' is an address within a block: write '203.0.113.0/24'", semantic: true),
        Mistake(
            "address within a block of version 6", balancer("allow: ['2001:db8::1/32']"),
            "3:66: '2001:db8::1/32' is an address within a block: write '2001:db8:0:0:0:0:0:0/32'", semantic: true),
        Mistake("block twice", balancer("allow: [10.0.0.0/8, 10.0.0.0/8]"), "3:78: block '10.0.0.0/8' is listed twice"),
        Mistake(
            "path at another's target group",
            "services: {s: {image: 'x:1', load-balancer: {target-group: 'arn:aws:elasticloadbalancing:r:1:targetgroup/a/b', path: /a}}}",
            "3:112: 'path' is said by whoever made the 'target-group'"),
        Mistake(
            "users of the tasks behind a load balancer",
            "services: {s: {image: 'x:1', load-balancer: {listen: 80}, network: {allow: 10.0.0.0/8}}}",
            "3:69: users come to the load balancer here: write 'allow' below 'load-balancer'", semantic: true),
        Mistake(
            "users of security groups of one's own", "services: {s: {image: 'x:1', network: {security-groups: sg-1, allow: 10.0.0.0/8}}}",
            "3:63: 'allow' is for the stack's own security group, not for 'security-groups' of yours"),
        Mistake(
            "instances in a network that is not there yet", "infra: {vpc: own, capacity: {ec2: {auto-scaling-group: a}}}",
            "3:19: instances of 'capacity' are in a network that is there already, and tasks on them have to be in the same: give 'vpc' its id"
        ),
    ]
}
