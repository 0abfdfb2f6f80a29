/// The name under which other services reach this one.
package struct ServiceConnectSpec: Sendable, Equatable {
    /// A Cloud Map namespace; the cluster's default unless given.
    package var namespace: String?
    /// The host name; the service's own unless given.
    package var alias: String?
    /// The port under that name; the container's unless given.
    package var port: Int?

    static let keys = Keys("'service-connect'", definition: "serviceConnect", ["namespace", "alias", "port"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        namespace = fields.read("namespace") { reading.word($0, "a namespace's name or ARN") }
        alias = fields.read("alias") { reading.word($0, "a host name") }
        port = fields.read("port", reading.port)
    }
}

/// A one-off task that must end well before the release goes on, a migration say.
package struct ReleaseTaskSpec: Sendable, Equatable {
    /// Runs in the service's container instead of its own.
    package var command: [String]
    /// The container; the first essential one unless given.
    package var container: String?
    package var timeout: Duration?

    static let keys = Keys("'before-release'", definition: "beforeRelease", ["command", "container", "timeout"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        container = fields.read("container") { reading.word($0, "a container's name") }
        timeout = fields.read("timeout") { reading.duration($0, .seconds(1) ... .seconds(86_400)) }
        guard let command = fields.require("command", "give a list of strings", reading.texts) else { return nil }
        if command.isEmpty { reading.report(fields.place("command"), "the command is empty") }
        self.command = command
    }
}
