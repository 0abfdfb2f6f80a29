import JSON

/// What tasks find in the account: images, secrets, target groups; and where their lines go.
extension World {
    /// What goes wrong by itself, because the account lacks what the tasks need.
    func naturalTrouble(of definition: DefinitionState) -> TaskScript.Outcome? {
        for container in definition.containers {
            for secret in container["secrets"]?.array ?? [] {
                if let value = secret["valueFrom"]?.string, !hasSecret(value) {
                    let reason = CannedWords.secretMissing.replacing("{secret}", with: value)
                    return .failsToStart(reason: reason)
                }
            }
            guard let name = container["image"]?.string, let image = ImageName(name, registryOf: account), !account.images.isEmpty else {
                continue
            }
            guard let found = image.find(in: account.images) else { return .failsToStart(reason: CannedWords.imageNotFound) }
            guard found.platforms.contains(definition.platform) else {
                return .failsToStart(reason: CannedWords.noPlatform.replacing("{platform}", with: definition.platform))
            }
        }
        return nil
    }

    private func hasSecret(_ value: String) -> Bool {
        let prefix = account.arn("secretsmanager", "secret:")
        guard value.hasPrefix(prefix), !account.secrets.isEmpty else { return true }
        let name = value.dropFirst(prefix.count).split(separator: ":").first.map(String.init) ?? ""
        return account.secrets.contains { "\($0.name)-\($0.suffix)" == name || $0.name == name }
    }

    /// The digest an image has when it is pulled.
    func digest(of name: String) -> String {
        if let at = name.split(separator: "@", maxSplits: 1).dropFirst().first { return String(at) }
        if let image = ImageName(name, registryOf: account)?.find(in: account.images) { return image.digest }
        var named = SeededRandom(seed: name.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 })
        return "sha256:\(named.hex(64))"
    }

    func resolvedImages(of definition: DefinitionState) -> [JSONValue] {
        definition.containers.map { container in
            let image = container["image"]?.string ?? ""
            return [
                "containerName": .string(container["name"]?.string ?? ""), "image": .string(image),
                "imageDigest": .string(digest(of: image)),
            ]
        }
    }

    /// The target groups of a service, each with the port that is registered.
    func targetGroups(of service: ServiceState) -> [(SimulatedTargetGroup, Int)] {
        (service.settings["loadBalancers"]?.array ?? []).compactMap { balancer in
            guard let group = account.targetGroups.first(where: { account.targetGroupARN($0) == balancer["targetGroupArn"]?.string }) else {
                return nil
            }
            return (group, balancer["containerPort"]?.integer ?? group.port)
        }
    }

    func writeGreeting(of task: TaskState) {
        for index in task.containers.indices {
            let container = task.containers[index]
            let port = container.definition["portMappings"]?.array?.first?["containerPort"]?.integer
            let lines = task.script.greeting.map { $0.replacing("{container}", with: container.name) }
            write(
                lines.compactMap { line in port.map { line.replacing("{port}", with: "\($0)") } ?? (line.contains("{port}") ? nil : line) },
                of: task, index)
        }
    }

    func write(_ lines: [String], of task: TaskState, _ index: Int) {
        guard let (group, stream) = task.containers[index].logStream(task: task.id) else { return }
        let creates = task.containers[index].definition["logConfiguration"]?["options"]?["awslogs-create-group"]?.string == "true"
        logs.write(lines, to: group, stream, at: now, createsGroup: creates)
    }

    /// A reason with the names of what it is about.
    func filled(_ template: String, for task: TaskState) -> String {
        let image = task.definition.containers.first { $0["name"]?.string == task.definition.firstEssential }?["image"]?.string ?? ""
        let secrets = task.definition.containers.flatMap { $0["secrets"]?.array ?? [] }.compactMap { $0["valueFrom"]?.string }
        return template.replacing("{image}", with: image)
            .replacing("{host}", with: image.split(separator: "/").first.map(String.init) ?? "")
            .replacing("{secret}", with: secrets.first ?? account.arn("secretsmanager", "secret:missing"))
            .replacing("{region}", with: account.region)
    }
}
