/// How a container of the image runs: the `config:` of an image. What is nil or empty is inherited from the base.
package struct RunSpec: Sendable, Equatable {
    /// `user`, `uid`, `user:group` or `uid:gid`.
    package var user: String?
    /// Absolute.
    package var workdir: String?
    package var entrypoint: [String]?
    package var cmd: [String]?
    package var env: [String: String] = [:]
    /// In the order of the file.
    package var expose: [ExposedPort] = []
    /// Absolute paths.
    package var volumes: [String] = []
    package var labels: [String: String] = [:]
    /// `SIGINT`, or a number.
    package var stopSignal: String?
    package var healthcheck: HealthcheckSpec?
    /// Of the image's manifest.
    package var annotations: [String: String] = [:]

    package static let keys = Keys(
        "'config'", definition: "config",
        [
            "user", "workdir", "entrypoint", "cmd", "env", "expose", "volumes", "labels", "stop-signal", "healthcheck", "annotations",
        ])

    init() {}

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        user = fields.read("user", reading.runUser)
        workdir = fields.read("workdir", reading.containerPath)
        entrypoint = fields.read("entrypoint", reading.texts)
        cmd = fields.read("cmd", reading.texts)
        env = fields.read("env", reading.variables) ?? [:]
        expose = fields.read("expose") { reading.oneOrMore($0, "a list of ports", { ExposedPort($0, reading) }) } ?? []
        reading.unique(fields["expose"], "port")
        volumes = fields.read("volumes") { reading.list($0, "a list of paths", reading.containerPath) } ?? []
        labels = fields.read("labels", reading.labels) ?? [:]
        stopSignal = fields.read("stop-signal", reading.signal)
        healthcheck = fields.read("healthcheck") { HealthcheckSpec($0, reading) }
        annotations = fields.read("annotations", reading.labels) ?? [:]
    }
}

extension Reading {
    /// `user[:group]`, names or numbers.
    func runUser(_ node: Node) -> String? {
        word(node, "a user: a name or a number, as in 'nonroot' or '65532:65532'") { text in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            return (1...2).contains(parts.count)
                && parts.allSatisfy { part in
                    part.utf8.allSatisfy(Names.isDigit) ? Int(part).map(UserSpec.ids.contains) == true : Names.isUser(String(part))
                }
        }
    }
}
