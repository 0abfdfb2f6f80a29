import AWS
import JSON

/// Asks AWS what the online checks judge. Changes nothing; what may not be asked is a warning.
struct OnlineInspection {
    private let engine: Releaser
    private var clients: ReleaseClients { engine.clients }

    init(_ engine: Releaser) { self.engine = engine }

    /// - Throws: `AWSError` when AWS does not answer.
    func findings(in services: [ComposedService]) async throws -> [ReleaseFinding] {
        var notes = Notes()
        for group in Set(services.map(\.cluster)).sorted() where !group.contains("${") { try await lookAtCluster(group, services, &notes) }
        for service in services {
            let checks = OnlineChecks(service)
            let asked = OnlineQuestions(service)
            try await notes.ask(service, "roles") { try await roles(asked, checks) }
            try await notes.ask(service, "secrets") { try await secrets(asked, checks) }
            try await notes.ask(service, "deployments") { try await deployments(of: service, checks) }
            try await notes.ask(service, "target groups") { try await targetGroups(asked, checks) }
            if checks.asksForInstances, !service.cluster.contains("${") {
                try await notes.ask(service, "instances") { try await instances(of: service.cluster, checks) }
            }
            try await notes.ask(service, "subnets") { try await SubnetInspection(clients.network).findings(asked.subnets, checks) }
        }
        return notes.findings
    }

    private func lookAtCluster(_ name: String, _ services: [ComposedService], _ notes: inout Notes) async throws {
        let own = services.filter { $0.cluster == name }
        try await notes.ask(own[0], "clusters") {
            let found = try await clients.ecs.describeClusters([name]).found.first
            // A missing cluster is told once, not for each of its services.
            if found == nil { return OnlineChecks(own[0]).cluster(nil) }
            return own.flatMap { OnlineChecks($0).cluster(found?.json.object) }
        }
    }

    private func instances(of cluster: String, _ checks: OnlineChecks) async throws -> [ReleaseFinding] {
        do {
            let arns = try await clients.ecs.listContainerInstances(of: cluster)
            return checks.instances(try await clients.ecs.describeContainerInstances(arns, in: cluster).found)
        } catch let error as AWSError where error.isNotFound {
            // That the cluster is missing is told already.
            return []
        }
    }

    private func roles(_ asked: OnlineQuestions, _ checks: OnlineChecks) async throws -> [ReleaseFinding] {
        var findings: [ReleaseFinding] = []
        for name in asked.roles where !name.contains("${") {
            let role = try await clients.roles.getRole(DeploymentWatch.shortName(name))
            findings += checks.role(name, trust: role.map { $0.trust ?? .null })
        }
        for name in asked.ecsRoles where !name.contains("${") {
            let role = try await clients.roles.getRole(DeploymentWatch.shortName(name))
            findings += checks.role(name, trust: role.map { $0.trust ?? .null }, taker: RoleTrust.ecs)
        }
        return findings
    }

    private func secrets(_ asked: OnlineQuestions, _ checks: OnlineChecks) async throws -> [ReleaseFinding] {
        var findings: [ReleaseFinding] = []
        for secret in asked.secrets where !secret.source.contains("?") && !secret.source.contains("${") {
            findings += try await look(at: secret, checks)
        }
        return findings
    }

    private func look(at secret: OnlineQuestions.SecretVariable, _ checks: OnlineChecks) async throws -> [ReleaseFinding] {
        let (variable, source, container) = (secret.variable, secret.source, secret.container)
        guard let arn = SecretARN(source), arn.store == .secretsManager else {
            // A bare name, and an ARN of SSM, are parameters.
            if source.hasPrefix("arn:"), SecretARN(source) == nil { return [] }
            let missing = try await clients.parameters.getParameters([source]).missing
            return checks.secret(variable, source, container: container, exists: missing.isEmpty, keys: nil)
        }
        guard let found = try await clients.secrets.describeSecret(arn.arn) else {
            return checks.secret(variable, source, container: container, exists: false, keys: nil)
        }
        let keys = arn.key == nil ? nil : try await keys(of: arn)
        return checks.secret(variable, source, container: container, exists: true, isDeleted: found.deletedAt != nil, keys: keys)
    }

    /// The keys of the JSON in a secret; nil for someone who may not read it.
    private func keys(of arn: SecretARN) async throws -> Set<String>? {
        do {
            guard let value = try await clients.secrets.getSecretValue(arn.arn, stage: arn.stage, version: arn.version) else { return [] }
            let json = try? JSONValue(parsing: Array(value.exposed.utf8), name: "the secret")
            return Set(json?.object?.keys.map { $0 } ?? [])
        } catch let error as AWSError where error.isDenial {
            return nil
        }
    }

    private func deployments(of service: ComposedService, _ checks: OnlineChecks) async throws -> [ReleaseFinding] {
        guard let running = service.running?.service, running.settings.movesTraffic,
            let arn = running.fields["currentServiceDeployment"]?.string
        else { return [] }
        return checks.waiting(try await clients.ecs.describeServiceDeployments([arn]).found.first.flatMap(RolloutPause.init))
    }

    private func targetGroups(_ asked: OnlineQuestions, _ checks: OnlineChecks) async throws -> [ReleaseFinding] {
        var findings: [ReleaseFinding] = [], facts: [String: TargetGroupFacts] = [:]
        for arn in asked.targetGroups where !arn.contains("${") {
            let group = try await clients.loadBalancing.describeTargetGroups([arn])?.first
            facts[arn] = group.map {
                TargetGroupFacts(
                    name: $0.name ?? arn, targetType: $0.targetType ?? "", port: $0.port, vpc: $0.vpc, loadBalancers: $0.loadBalancerARNs)
            }
            findings += checks.targetGroup(arn, facts[arn])
        }
        for balancer in asked.shiftedBalancers { findings += try await shifted(balancer, facts, checks) }
        for balancer in asked.leftBalancers {
            guard let arn = balancer.listenerRule, arn.contains(":listener-rule/") else { continue }
            let rule = try await clients.loadBalancing.describeRules([arn])?.first
            findings += checks.leaving(balancer, serving: rule?.actions.flatMap(\.servingTargetGroupARNs) ?? [])
        }
        return findings
    }

    private func shifted(
        _ balancer: ShiftedBalancer, _ facts: [String: TargetGroupFacts], _ checks: OnlineChecks
    ) async throws -> [ReleaseFinding] {
        let own = facts.filter { balancer.targetGroups.contains($0.key) }
        var findings: [ReleaseFinding] = []
        if let one = facts[balancer.targetGroup], let other = balancer.alternateTargetGroup.flatMap({ facts[$0] }) {
            findings += checks.targetGroups(one, other)
        }
        // Of a Network Load Balancer it is the listener itself.
        for arn in balancer.rules where arn.contains(":listener-rule/") && !arn.contains("${") {
            let rule = try await clients.loadBalancing.describeRules([arn])?.first
            let found = rule.map {
                ListenerRuleFacts(
                    arn: arn, actions: $0.actions.compactMap(\.type), targetGroups: $0.actions.flatMap(\.targetGroupARNs),
                    isDefault: $0.isDefault)
            }
            findings += checks.rule(arn, found, of: balancer, own)
        }
        return findings
    }

    /// Log groups of CloudWatch that the tasks write to and that are not there; none for someone who may not look.
    func missingLogGroups(_ services: [ComposedService], _ retentions: LogRetentions) async throws -> [MissingLogGroup] {
        var missing: [MissingLogGroup] = [], seen: Set<String> = []
        for service in services {
            for group in OnlineQuestions(service).logGroups where group.region == nil || group.region == clients.region.name {
                let makesItself = service.task[container: group.container]?.logOptions["awslogs-create-group"] == "true"
                guard !makesItself, !group.name.contains("${"), seen.insert(group.name).inserted, try await !exists(group.name) else {
                    continue
                }
                let days = retentions.days(service.name, group.container)
                missing.append(MissingLogGroup(service: service.name, name: group.name, retention: days))
            }
        }
        return missing
    }

    private func exists(_ group: String) async throws -> Bool {
        do {
            return try await clients.logs.describeLogGroups(prefix: group).contains { $0.name == group }
        } catch let error as AWSError where error.isDenial {
            return true
        }
    }
}

/// Findings, and what could not be looked at.
private struct Notes {
    var findings: [ReleaseFinding] = []

    mutating func ask(_ service: ComposedService, _ what: String, _ look: () async throws -> [ReleaseFinding]) async throws {
        do {
            findings += try await look()
        } catch let error as AWSError where error.isDenial {
            findings.append(
                ReleaseFinding(
                    .warning, "not-looked-at", service: service.name, "its \(what) are not checked: \(error.summary)", remedy: error.hint))
        }
    }
}
