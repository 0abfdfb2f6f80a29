import JSON

/// What tasks find in the account: images, secrets, target groups; and where their lines go.
extension World {
    /// What goes wrong by itself, because the account lacks what the tasks need.
    /// - Parameter settings: of the service or the one-off task.
    func naturalTrouble(of definition: DefinitionState, _ settings: JSONObject) -> TaskScript.Outcome? {
        (roleTrouble(of: definition) ?? routeTrouble(settings)
            ?? definition.containers.lazy.compactMap { self.trouble(of: $0, definition) }.first)
            .map { .failsToStart(reason: $0) }
    }

    private func roleTrouble(of definition: DefinitionState) -> String? {
        guard !account.roles.isEmpty else { return nil }
        let roles = ["executionRoleArn", "taskRoleArn"].compactMap { definition.document[$0]?.string }
        let missing = roles.first { arn in
            !account.roles.contains { account.roleARN($0.name) == arn && $0.trusted.contains("ecs-tasks.amazonaws.com") }
        }
        return missing.map { CannedWords.roleNotAssumed.replacing("{role}", with: $0) }
    }

    /// In a public subnet a task needs an address of its own to reach anything; in one without any way, nothing helps.
    private func routeTrouble(_ settings: JSONObject) -> String? {
        // An instance has a way of its own, and pulls for its tasks.
        let providers = (settings["capacityProviderStrategy"]?.array ?? []).compactMap { $0["capacityProvider"]?.string }
        if settings["launchType"]?.string == "EC2" || providers.contains(where: { !$0.hasPrefix("FARGATE") }) { return nil }
        let network = settings["networkConfiguration"]?["awsvpcConfiguration"]
        let isPublic = network?["assignPublicIp"]?.string == "ENABLED"
        let asked = network?["subnets"]?.strings ?? []
        let isCutOff = account.network.subnets.contains { subnet in
            asked.contains(subnet.id) && (subnet.way == .none || subnet.way == .internetGateway && !isPublic)
        }
        return isCutOff ? CannedWords.noRoute : nil
    }

    private func trouble(of container: JSONValue, _ definition: DefinitionState) -> String? {
        let secrets = (container["secrets"]?.array ?? []).compactMap { $0["valueFrom"]?.string }
        if let missing = secrets.first(where: { !hasSecret($0) }) {
            return CannedWords.secretMissing.replacing("{secret}", with: missing)
        }
        guard !account.images.isEmpty, let name = container["image"]?.string, let image = ImageName(name, registryOf: account) else {
            return nil
        }
        guard let found = image.find(in: account.images) else { return CannedWords.imageNotFound.replacing("{image}", with: name) }
        guard !found.platforms.contains(definition.platform) else { return nil }
        return CannedWords.noPlatform.replacing("{platform}", with: definition.platform)
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
