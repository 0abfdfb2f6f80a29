import Configuration
import JSON
import OCI
import Release
import Simulation

/// Makes up an account in which a project can be released: what the file names is there, and, but for a first release, runs already.
struct SimulatedSetup {
    let request: ReleaseRequest
    let images: InventedImages
    /// Whether no service is there yet.
    let isFirst: Bool

    private var destination: Destination { request.destination }

    /// - Throws: what reading the definitions brings.
    func account() async throws -> SimulatedAccount {
        var account = SimulatedAccount()
        account.id = destination.account
        account.region = destination.region.name
        account.network = .twoPublicSubnets
        account.network.subnets = []
        account.network.securityGroups = []
        let (services, outputs) = try await composed()
        account.stacks = [request.stack: outputs]
        account.clusters = Set(services.map { Self.lastPart($0.cluster) }).sorted()
        // What ECS would refuse cannot have run before: the checks are to say so, and not the simulator.
        let mayRun = !isFirst && !ReleaseChecks.findings(in: services, unset: []).contains { $0.severity == .error }
        for service in services {
            try Self.add(OnlineQuestions(service), to: &account)
            Self.addGround(of: service, to: &account)
            guard mayRun else { continue }
            account.logGroups += OnlineQuestions(service).logGroups.map(\.name).filter { !account.logGroups.contains($0) }
            account.services.append(try running(service))
        }
        return account
    }

    // MARK: What the file wants

    /// Twice: what it asks of the stack is known when it was composed once.
    private func composed() async throws -> ([ComposedService], [String: String]) {
        var facts = ReleaseFacts()
        let specs = request.services.compactMap { request.project.services[$0] }
        for image in ReleaseComposer.images(of: specs) {
            if case .reference(let text) = image, text.contains("${") { continue }
            facts.images[image] = try await images.resolve(image)
        }
        for name in ReleaseComposer.secrets(of: specs) where !name.hasPrefix("arn:") {
            facts.secrets[name] = destination.arn("secretsmanager", "secret:\(name)-AbCdEf")
        }
        let stack = InventedStack(file: request.project, destination: destination)
        var outputs = stack.standard
        for name in Self.outputsNamed(in: try compose(facts, outputs)) { outputs[name] = outputs[name] ?? stack.value(of: name) }
        return (try compose(facts, outputs), outputs)
    }

    private func compose(_ facts: ReleaseFacts, _ outputs: [String: String]) throws -> [ComposedService] {
        var facts = facts
        facts.outputs = outputs
        StackFacts(outputs: outputs, services: request.services).fill(&facts)
        return try ReleaseComposer(request.project, to: destination, facts: facts, read: request.read).compose(request.services)
    }

    /// Names in `${stack:NAME}` that were left as they stand.
    private static func outputsNamed(in services: [ComposedService]) -> Set<String> {
        var names: Set<String> = []
        for service in services {
            let texts = [JSONValue.object(service.task.fields), .object(service.service?.fields ?? [:]), .string(service.cluster)]
            for text in texts.map({ $0.text() }) {
                for part in text.split(separator: "${stack:").dropFirst() { names.insert(String(part.prefix { $0 != "}" })) }
            }
        }
        return names
    }

    // MARK: What the account has

    private static func add(_ asked: OnlineQuestions, to account: inout SimulatedAccount) throws {
        for role in asked.roles.map(lastPart) where !account.roles.contains(where: { $0.name == role }) {
            account.roles.append(SimulatedRole(role, trusting: ["ecs-tasks.amazonaws.com"]))
        }
        for role in asked.ecsRoles.map(lastPart) where !account.roles.contains(where: { $0.name == role }) {
            account.roles.append(SimulatedRole(role, trusting: ["ecs.amazonaws.com"]))
        }
        for secret in asked.secrets {
            guard let arn = SecretARN(secret.source), arn.store == .secretsManager else {
                account.parameters[secret.source] = "simulated"
                continue
            }
            add(arn, to: &account)
        }
    }

    /// A secret whose JSON has the keys that are asked for.
    private static func add(_ arn: SecretARN, to account: inout SimulatedAccount) {
        var keys: JSONObject = [:]
        if let known = account.secrets.first(where: { $0.arn == arn.arn }) {
            keys = (try? JSONValue(parsing: Array(known.value.utf8), name: "the secret"))?.object ?? [:]
        }
        if let key = arn.key { keys[key] = "simulated" }
        account.secrets.removeAll { $0.arn == arn.arn }
        var secret = SimulatedSecret(String(arn.name.dropLast(7)), value: JSONValue.object(keys).text())
        secret.arn = arn.arn
        account.secrets.append(secret)
    }

    private static func addGround(of service: ComposedService, to account: inout SimulatedAccount) {
        for provider in service.effective.providers where !provider.hasPrefix("FARGATE") && !account.capacityProviders.contains(provider) {
            account.capacityProviders.append(provider)
        }
        let network = service.effective.network
        let way: SimulatedNetwork.Way = network?["assignPublicIp"]?.string == "ENABLED" ? .internetGateway : .natGateway
        for id in network?["subnets"]?.strings ?? [] where !account.network.subnets.contains(where: { $0.id == id }) {
            account.network.subnets.append(.init(id, zone: ["a", "b", "c"][account.network.subnets.count % 3], way))
        }
        let groups = network?["securityGroups"]?.strings ?? []
        account.network.securityGroups += groups.filter { !account.network.securityGroups.contains($0) }
        for balancer in service.effective.loadBalancers {
            guard let arn = balancer["targetGroupArn"]?.string else { continue }
            let port = balancer["containerPort"]?.integer ?? 80
            addGroup(arn, port: port, to: &account)
            guard let shifted = OnlineQuestions(service).shiftedBalancers.first(where: { $0.targetGroup == arn }) else { continue }
            if let other = shifted.alternateTargetGroup { addGroup(other, port: port, isBehindListener: false, to: &account) }
            account.listenerRules += shifted.rules.map { SimulatedListenerRule($0, to: shifted.targetGroups) }
        }
        account.alarms += service.effective.deployment["alarms"]?["alarmNames"]?.strings ?? []
    }

    private static func addGroup(_ arn: String, port: Int, isBehindListener: Bool = true, to account: inout SimulatedAccount) {
        guard !account.targetGroups.contains(where: { $0.arn == arn }) else { return }
        let parts = arn.split(separator: "/")
        var group = SimulatedTargetGroup(parts.count == 3 ? String(parts[1]) : arn, port: port)
        group.arn = arn
        // Another is behind a rule alone.
        if !isBehindListener { group.listenerPort = nil }
        account.targetGroups.append(group)
    }

    /// The service with the images before: those of the project, or all of them when none is.
    private func running(_ service: ComposedService) throws -> SimulatedService {
        let own = service.images.filter {
            request.project.images[$0.value.reference.path.split(separator: "/").last.map(String.init) ?? ""] != nil
        }
        let changed = (own.isEmpty ? OnlineQuestions(service).images : own.mapValues(\.reference))
        var task = try service.task.replacingImages(changed.mapValues { try InventedImages.predecessor(of: $0).description }).fields
        task["tags"] = nil
        let apart: Set = ["cluster", "serviceName", "desiredCount", "taskDefinition"]
        return SimulatedService(
            service.serviceName, cluster: Self.lastPart(service.cluster), taskDefinition: task, desiredCount: service.desired,
            settings: (service.service?.fields ?? [:]).filter { !apart.contains($0.key) })
    }

    /// Of an ARN, or of a name.
    private static func lastPart(_ text: String) -> String { text.split(separator: "/").last.map(String.init) ?? text }
}
