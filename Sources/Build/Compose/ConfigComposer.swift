import Configuration
import OCI

/// Puts together the config of an image: what the base says, what layers need, what the file says; the last of them decides.
struct ConfigComposer {
    /// The base image's own config; nil without one.
    let base: ImageConfig?
    let plan: ImagePlan

    /// - Parameter layers: the layers on top of the base's, from the bottom up.
    func config(for layers: [(origin: String, diffID: Digest)]) throws -> ImageConfig {
        let created = Timestamp(secondsSince1970: plan.created)
        var config = base?.config ?? ContainerConfig()
        for (name, value) in plan.environment { try set(name, value, in: &config) }
        for spec in plan.configs { try apply(spec, to: &config) }
        var image = base ?? ImageConfig(platform: plan.platform)
        image.platform = plan.platform
        image.config = config
        image.created = created
        image.rootfs = RootFS(diffIDs: (base?.rootfs.diffIDs ?? []) + layers.map(\.diffID))
        image.history = (base?.history ?? []) + layers.map { History(createdBy: "imgship build", comment: $0.origin, created: created) }
        return image
    }

    private func apply(_ spec: RunSpec, to config: inout ContainerConfig) throws {
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

    /// Replaces the variable in its place, or adds it at the end.
    private func set(_ name: String, _ value: String, in config: inout ContainerConfig) throws {
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
