import Configuration
import OCI

/// Puts together how an image runs: what its base says, what its layers need, what the file says; the last of them decides.
package enum ContainerConfigComposer {
    /// What is searched where nothing below says it.
    static let systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    /// At the end of a `PATH` that a layer needs: what is searched already.
    static let searched = "$PATH"

    /// - Parameter base: the config of the image below; empty without one.
    /// - Throws: ``OCIError`` for a variable that no environment can hold.
    static func config(on base: ContainerConfig, for plan: ImagePlan) throws -> ContainerConfig {
        var config = base
        for (name, value) in plan.environment { try set(name, expanded(value, config), in: &config) }
        for spec in plan.configs { try apply(spec, to: &config) }
        return config
    }

    /// What an image's own entry of the file says, without its base and its layers.
    /// - Throws: as ``config(on:for:)``.
    package static func config(of spec: RunSpec) throws -> ContainerConfig {
        var config = ContainerConfig()
        try apply(spec, to: &config)
        return config
    }

    private static func apply(_ spec: RunSpec, to config: inout ContainerConfig) throws {
        if let user = spec.user { config.user = user }
        if let workdir = spec.workdir { config.workingDir = workdir }
        if let entrypoint = spec.entrypoint {
            config.entrypoint = entrypoint
            // A command belongs to the entry point it was written for.
            config.cmd = []
        }
        if let cmd = spec.cmd { config.cmd = cmd }
        for (name, value) in spec.env.sorted(by: { $0.key < $1.key }) { try set(name, value, in: &config) }
        config.exposedPorts.formUnion(spec.expose.map(\.description))
        config.volumes.formUnion(spec.volumes)
        config.labels.merge(spec.labels) { $1 }
        if let signal = spec.stopSignal { config.stopSignal = signal }
        if let check = spec.healthcheck { config.healthcheck = Healthcheck(check) }
    }

    /// The value with what is searched already in place of ``searched`` at its end, each directory once.
    private static func expanded(_ value: String, _ config: ContainerConfig) -> String {
        guard value.hasSuffix(":" + searched) else { return value }
        let first = value.dropLast(searched.utf8.count + 1)
        let known = config.env.first { $0.name == "PATH" }?.value ?? systemPath
        return ([first] + known.split(separator: ":").filter { $0 != first }).joined(separator: ":")
    }

    /// Replaces the variable in its place, or adds it at the end.
    private static func set(_ name: String, _ value: String, in config: inout ContainerConfig) throws {
        let variable = try EnvironmentVariable(name: name, value: value)
        if let index = config.env.firstIndex(where: { $0.name == name }) {
            config.env[index] = variable
        } else {
            config.env.append(variable)
        }
    }
}

extension Healthcheck {
    fileprivate init(_ spec: HealthcheckSpec) {
        switch spec.test {
        case .command(let words): self.init(test: ["CMD"] + words)
        case .shell(let line): self.init(test: ["CMD-SHELL", line])
        }
        interval = spec.interval
        timeout = spec.timeout
        startPeriod = spec.startPeriod
        retries = spec.retries.map(Int64.init)
    }
}
