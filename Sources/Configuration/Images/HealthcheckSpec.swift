/// A command that says whether a container is well.
package struct HealthcheckSpec: Sendable, Equatable {
    package enum Test: Sendable, Equatable {
        /// Run as it is.
        case command([String])
        /// Run by the container's shell.
        case shell(String)
    }

    package var test: Test
    package var interval: Duration?
    package var timeout: Duration?
    package var startPeriod: Duration?
    package var retries: Int?

    package static let keys = Keys(
        "a health check", definition: "healthcheck", ["command", "shell", "interval", "timeout", "start-period", "retries"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        let times: ClosedRange<Duration> = .milliseconds(1) ... .seconds(86_400)
        interval = fields.read("interval") { reading.duration($0, times) }
        timeout = fields.read("timeout") { reading.duration($0, times) }
        startPeriod = fields.read("start-period") { reading.duration($0) }
        retries = fields.read("retries") { reading.integer($0, 1...1000) }
        guard let test = reading.healthTest(fields) else {
            if !fields.has("command"), !fields.has("shell") {
                reading.report(node, "'command' is missing: give a list of strings, or a line for the 'shell'")
            }
            return nil
        }
        self.test = test
    }
}

extension Reading {
    /// What `command:` or `shell:` say; nil when neither is there.
    func healthTest(_ fields: Fields) -> HealthcheckSpec.Test? {
        fields.exclusive("command", "shell")
        if let command = fields.read("command", { list($0, "a list of strings (or use 'shell')", text) }) {
            guard !command.isEmpty else {
                report(fields.place("command"), "the command is empty")
                return nil
            }
            return .command(command)
        }
        return fields.read("shell") { word($0, "a line for the shell") }.map(HealthcheckSpec.Test.shell)
    }
}
