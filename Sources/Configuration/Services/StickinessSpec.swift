/// Whether a user's requests stay with one task, and for how long.
package struct StickinessSpec: Sendable, Equatable {
    /// 1 second to 7 days.
    package var duration: Duration
    /// A cookie of the application's own; nil for one of the load balancer.
    package var cookie: String?

    static let keys = Keys("'stickiness'", definition: "stickiness", ["duration", "cookie"])

    /// - Source: Elastic Load Balancing, "Sticky sessions": 1 to 604,800 seconds; names that are AWS's own.
    private static let durations: ClosedRange<Duration> = .seconds(1) ... .seconds(604_800)
    private static let reserved = ["AWSALB", "AWSALBAPP", "AWSALBTG"]

    /// Reads a duration alone, or a map.
    init?(_ node: Node, _ reading: Reading) {
        guard case .map = node.content else {
            guard let duration = reading.duration(node, Self.durations) else { return nil }
            self.duration = duration
            return
        }
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        cookie = fields.read("cookie") { node in
            let name = reading.word(node, "a cookie's name", where: Self.isCookie)
            if let name, Self.reserved.contains(where: name.hasPrefix) {
                reading.report(node, "'\(name)' is a cookie of the load balancer's own: name one of the application")
            }
            return name
        }
        guard let duration = fields.require("duration", "say how long, 1s to 168h", { reading.duration($0, Self.durations) }) else {
            return nil
        }
        self.duration = duration
    }

    /// - Source: RFC 6265 4.1.1, `cookie-name`.
    private static func isCookie(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7e).contains($0) && !"()<>@,;:\\\"/[]?={}".utf8.contains($0) }
    }
}
