import JSON

/// How a container of the image is run unless whoever runs it says otherwise. What is empty is not written.
/// - Source: image-spec v1.1 "OCI Image Configuration", property `config`; `Healthcheck` is Docker's.
package struct ContainerConfig: Hashable, Sendable {
    /// `user`, `uid`, `user:group`, `uid:gid`, ...
    package var user: String?
    /// `port/tcp`, `port/udp` or `port`.
    package var exposedPorts: Set<String> = []
    package var env: [EnvironmentVariable] = []
    package var entrypoint: [String] = []
    package var cmd: [String] = []
    /// Directories that the process writes to.
    package var volumes: Set<String> = []
    package var workingDir: String?
    package var labels: [String: String] = [:]
    /// `SIGNAME` or `SIGRTMIN+3`.
    package var stopSignal: String?
    package var healthcheck: Healthcheck?
    package var unknown: JSONObject = [:]

    package init() {}
}

extension ContainerConfig: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case user = "User"
        case exposedPorts = "ExposedPorts"
        case env = "Env"
        case entrypoint = "Entrypoint"
        case cmd = "Cmd"
        case volumes = "Volumes"
        case workingDir = "WorkingDir"
        case labels = "Labels"
        case stopSignal = "StopSignal"
        case healthcheck = "Healthcheck"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try FieldReader<CodingKeys>(decoder)
        user = try fields.text(.user)
        exposedPorts = try fields.set(.exposedPorts)
        env = try fields.list(.env)
        entrypoint = try fields.list(.entrypoint)
        cmd = try fields.list(.cmd)
        volumes = try fields.set(.volumes)
        workingDir = try fields.text(.workingDir)
        labels = try fields.map(.labels)
        stopSignal = try fields.text(.stopSignal)
        healthcheck = try fields.optional(.healthcheck)
        unknown = try fields.unknown()
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = try FieldWriter<CodingKeys>(encoder, unknown: unknown)
        try fields.write(.user, ifPresent: user)
        try fields.write(.exposedPorts, set: exposedPorts)
        try fields.write(.env, unlessEmpty: env)
        try fields.write(.entrypoint, unlessEmpty: entrypoint)
        try fields.write(.cmd, unlessEmpty: cmd)
        try fields.write(.volumes, set: volumes)
        try fields.write(.workingDir, ifPresent: workingDir)
        try fields.write(.labels, unlessEmpty: labels)
        try fields.write(.stopSignal, ifPresent: stopSignal)
        try fields.write(.healthcheck, ifPresent: healthcheck)
    }
}
