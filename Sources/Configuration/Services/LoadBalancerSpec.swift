/// The application load balancer in front of a service.
package struct LoadBalancerSpec: Sendable, Equatable {
    package enum Scheme: String, Sendable, CaseIterable {
        case http, https
    }

    /// The port that users reach.
    package var listen: Int?
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

    static let keys = Keys(
        "'load-balancer'", definition: "loadBalancer",
        ["listen", "test-listen", "scheme", "certificate", "target-group"] + ShiftingGround.keyNames
            + ["container", "port", "internal", "grace", "idle", "drain", "stickiness"])
    /// Those that only a deployment that moves traffic has a use for.
    static let shiftingKeys = ["test-listen"] + ShiftingGround.keyNames

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        listen = fields.read("listen", reading.port)
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
        if fields.has("stickiness"), fields.has("target-group") {
            reading.report(fields.place("stickiness"), "'stickiness' is said by whoever made the 'target-group'")
        }
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
