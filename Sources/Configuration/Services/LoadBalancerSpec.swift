/// The application load balancer in front of a service.
package struct LoadBalancerSpec: Sendable, Equatable {
    package enum Scheme: String, Sendable, CaseIterable {
        case http, https
    }

    /// The port that users reach.
    package var listen: Int?
    /// Which requests to that port are for the service: those for one of the hosts, at one of the paths; empty for any. `*` and `?` are
    /// wildcards. Another service without either has what is left.
    package var hosts: [String]
    package var paths: [String]
    /// Before which others these are looked at, 1 to 49,999, the lower first; by what they say unless given.
    package var priority: Int?
    /// Blocks of addresses that may come; empty for anyone, or for private addresses where it is internal.
    package var allow: [String]
    package var scheme: Scheme?
    /// ARN of a certificate for https.
    package var certificate: String?
    /// ARN of a target group that exists already.
    package var targetGroup: String?
    /// The port at which the new tasks can be tried before users come to them; for deployments that move traffic.
    package var testListen: Int?
    /// What deployments that move traffic need beside a `targetGroup` that exists already.
    package var shifting: ShiftingGround?
    /// The container that is asked; the only one with a port unless given.
    package var container: String?
    /// Its port; its first one unless given.
    package var port: Int?
    /// Whether it has no public address.
    package var isInternal: Bool
    /// How long a fresh task is not judged by its health. 0 to 24 hours.
    package var grace: Duration?
    /// After how long without a byte a connection is closed: 1 to 4000 seconds, 60 by default; slow answers need more.
    package var idle: Duration?
    /// How long a stopping task may finish its answers. 0 to 3600 seconds.
    package var drain: Duration?
    package var stickiness: StickinessSpec?
    package let origin: Origin

    /// Conditions of one rule of a listener.
    /// - Source: Elastic Load Balancing, "Quotas for your Application Load Balancers", "Condition values per rule".
    private static let mostConditions = 5

    static let keys = Keys(
        "'load-balancer'", definition: "loadBalancer",
        ["listen", "host", "path", "priority", "allow", "test-listen", "scheme", "certificate", "target-group"] + ShiftingGround.keyNames
            + ["container", "port", "internal", "grace", "idle", "drain", "stickiness"])
    /// Those that only a deployment that moves traffic has a use for.
    static let shiftingKeys = ["test-listen"] + ShiftingGround.keyNames

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        origin = reading.origin(node)
        listen = fields.read("listen", reading.port)
        hosts = fields.read("host") { reading.oneOrMore($0, "hosts such as api.example.com", reading.hostPattern) } ?? []
        paths = fields.read("path") { reading.oneOrMore($0, "paths such as /api/*", reading.pathPattern) } ?? []
        priority = fields.read("priority") { reading.integer($0, 1...49_999, "a number") }
        allow = fields.read("allow", reading.addressBlocks) ?? []
        scheme = fields.read("scheme") { reading.choice($0, Scheme.self) }
        certificate = fields.read("certificate", reading.arn)
        targetGroup = fields.read("target-group", reading.arn)
        testListen = fields.read("test-listen", reading.port)
        shifting = ShiftingGround(fields, reading)
        container = fields.read("container") { reading.word($0, "a container's name") }
        port = fields.read("port", reading.port)
        isInternal = fields.read("internal", reading.boolean) ?? false
        grace = fields.read("grace") { reading.duration($0) }
        idle = fields.read("idle") { reading.duration($0, .seconds(1) ... .seconds(4000)) }
        drain = fields.read("drain") { reading.duration($0, .zero ... .seconds(3600)) }
        stickiness = fields.read("stickiness") { StickinessSpec($0, reading) }
        for key in ["stickiness", "host", "path", "priority", "allow"] where fields.has(key) && fields.has("target-group") {
            reading.report(fields.place(key), "'\(key)' is said by whoever made the 'target-group'")
        }
        checkRoutes(fields, reading)
        if !fields.has("listen"), !fields.has("target-group") {
            reading.report(node, "'listen' is missing: give the port that users reach, or a 'target-group' that exists already")
        }
        if let testListen, testListen == listen {
            reading.report(fields.place("test-listen"), "'test-listen' and 'listen' are the same port")
        }
        if fields.has("test-listen"), fields.has("target-group") {
            reading.report(
                fields.place("test-listen"), "'test-listen' is for a load balancer of the stack: here it is the 'test-listener-rule'")
        }
        if scheme == .https, certificate == nil, !fields.has("certificate") {
            reading.report(fields.place("scheme"), "'scheme: https' needs a 'certificate'")
        }
    }

    private func checkRoutes(_ fields: Fields, _ reading: Reading) {
        reading.unique(fields["host"], "host")
        reading.unique(fields["path"], "path")
        if fields.has("priority"), !fields.has("host"), !fields.has("path") {
            reading.report(fields.place("priority"), "'priority' needs a 'host' or a 'path': without them a service has what is left")
        }
        if hosts.count + paths.count > Self.mostConditions {
            reading.report(
                fields.place(hosts.count > paths.count ? "host" : "path"),
                "a load balancer compares \(Self.mostConditions) hosts and paths at most, found \(hosts.count + paths.count)")
        }
    }
}

extension Reading {
    /// An ARN: six parts or more, or a variable in its place.
    /// - Source: AWS General Reference, "Amazon Resource Names".
    func arn(_ node: Node) -> String? {
        word(node, "an ARN, arn:aws:...") { text in
            text.contains("${") || text.hasPrefix("arn:") && text.split(separator: ":", omittingEmptySubsequences: false).count >= 6
        }
    }
}
