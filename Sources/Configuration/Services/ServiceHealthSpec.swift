/// When a container of a service is well: a path that the load balancer asks, a command that ECS runs in it, or both.
package struct ServiceHealthSpec: Sendable, Equatable {
    /// Asked by the load balancer.
    package var path: String?
    /// Asked instead of the container's first port.
    package var port: Int?
    /// What counts as well, as in `200` or `200-299`.
    package var matcher: String?
    /// Run in the container; the image's own health check is ignored by ECS.
    package var test: HealthcheckSpec.Test?
    /// 5 to 300 seconds.
    package var interval: Duration?
    /// 2 to 120 seconds, less than the interval.
    package var timeout: Duration?
    /// 0 to 300 seconds.
    package var startPeriod: Duration?
    /// 1 to 10.
    package var retries: Int?

    static let keys = Keys(
        "'health'", definition: "health",
        ["path", "port", "matcher", "command", "shell", "interval", "timeout", "start-period", "retries"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        path = fields.read("path") { reading.word($0, "a path such as /healthz") { $0.hasPrefix("/") && $0.utf8.count <= 1024 } }
        port = fields.read("port", reading.port)
        matcher = fields.read("matcher") {
            reading.word($0, "status codes such as 200 or 200-299") {
                $0.utf8.allSatisfy { Names.isDigit($0) || $0 == 0x2c || $0 == 0x2d } && !$0.isEmpty
            }
        }
        test = reading.healthTest(fields)
        interval = fields.read("interval") { reading.duration($0, .seconds(5) ... .seconds(300)) }
        timeout = fields.read("timeout") { reading.duration($0, .seconds(2) ... .seconds(120)) }
        startPeriod = fields.read("start-period") { reading.duration($0, .zero ... .seconds(300)) }
        retries = fields.read("retries") { reading.integer($0, 1...10) }
        if let timeout, timeout >= interval ?? .seconds(30) {
            reading.report(fields.place("timeout"), "'timeout' must be less than 'interval' (\((interval ?? .seconds(30)).unitText))")
        }
        if test != nil, let timeout, timeout > .seconds(60) {
            reading.report(fields.place("timeout"), "a command's 'timeout' is at most 60s")
        }
    }
}

extension Reading {
    func port(_ node: Node) -> Int? { integer(node, 1...65535, "a port") }
}
