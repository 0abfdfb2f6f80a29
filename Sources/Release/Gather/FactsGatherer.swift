import AWS
import Configuration
import Diagnostics
import JSON
import OCI

/// There is no service to change.
package struct ServiceMissing: UserFacingError, Equatable {
    package let service: String
    package let cluster: String
    package let hint: String?

    package var summary: String { "there is no service '\(service)' in cluster '\(cluster)'" }
    package var exitCode: ExitCode { .usage }
}

/// Looks up what a release has to know before it can be composed. Changes nothing.
struct FactsGatherer {
    private let engine: Releaser
    private let request: ReleaseRequest

    init(_ engine: Releaser, _ request: ReleaseRequest) {
        self.engine = engine
        self.request = request
    }

    private var clients: ReleaseClients { engine.clients }
    private var specs: [ServiceSpec] { request.services.compactMap { request.project.services[$0] } }

    func gather() async throws -> ReleaseFacts {
        var facts = ReleaseFacts()
        let outputs = try await stackOutputs()
        facts.outputs = outputs
        StackFacts(outputs: outputs, services: request.services).fill(&facts)
        for selection in ReleaseComposer.images(of: specs) {
            // A variable without a value is a finding of its own.
            if case .reference(let text) = selection, text.contains("${") { continue }
            facts.images[selection] = try await engine.images.resolve(selection)
        }
        for name in ReleaseComposer.secrets(of: specs).sorted() {
            facts.secrets[name] = try await clients.secrets.describeSecret(name)?.arn
        }
        facts.running = try await running(facts)
        return facts
    }

    /// Empty without a stack, and for someone who may not ask for it: then only `${stack:...}` is refused.
    private func stackOutputs() async throws -> [String: String] {
        do {
            return try await clients.stacks.describeStack(request.stack)?.outputs ?? [:]
        } catch let error as AWSError where error.isDenial {
            engine.reporter.detail("the outputs of the stack '\(request.stack)' are not known: \(error.summary)")
            return [:]
        }
    }

    func addresses() async throws -> [ServiceAddress] {
        var facts = ReleaseFacts()
        facts.outputs = try await stackOutputs()
        return try draft(facts).map { ServiceAddress(name: $0.name, cluster: $0.cluster, serviceName: $0.serviceName, after: $0.after) }
    }

    /// A first composition tells which services of which clusters are meant.
    private func draft(_ facts: ReleaseFacts) throws -> [ComposedService] {
        try ReleaseComposer(request.project, to: request.destination, facts: facts, read: request.read).compose(request.services)
    }

    private func running(_ facts: ReleaseFacts) async throws -> [String: RunningService] {
        let services = try draft(facts)
        var running: [String: RunningService] = [:]
        let groups = Dictionary(grouping: services, by: \.cluster).sorted { $0.key < $1.key }
        // The name of a cluster may be an output of a stack that is not there yet.
        for (cluster, group) in groups where !cluster.contains("${") {
            let names = group.map(\.serviceName)
            let found = try await Self.describe(names, in: cluster, engine)
            for service in group { running[service.name] = found[service.serviceName] }
        }
        return running
    }

    /// Services of a cluster as they run, by their names; none for a cluster that is not there, which the checks tell.
    static func describe(_ names: [String], in cluster: String, _ engine: Releaser) async throws -> [String: RunningService] {
        let ecs = engine.clients.ecs
        let services: [ECSService]
        do {
            services = try await ecs.describeServices(names, in: cluster).found.filter(\.isActive)
        } catch let error as AWSError where error.isNotFound {
            return [:]
        }
        let scaled = try await ScalingInspection(engine.clients.scaling, reporter: engine.reporter)
            .look(at: services.compactMap(\.name), in: cluster)
        let deployments = try await unsettled(services, engine)
        var running: [String: RunningService] = [:]
        for service in services {
            guard let name = service.name, let revision = service.taskDefinition else { continue }
            let definition = try await ecs.describeTaskDefinition(revision)
            var fields = definition.json.object ?? [:]
            fields["tags"] = definition.registration["tags"]
            running[name] = RunningService(
                description: service.json.object ?? [:], task: fields, isScaled: scaled[name]?.bounds != nil, scaling: scaled[name])
            running[name]?.rollout = RunningRollout(service, service.currentServiceDeployment.flatMap { deployments[$0] })
        }
        return running
    }

    /// The current deployments of services for which it is not said that theirs is complete, by ARN.
    private static func unsettled(_ services: [ECSService], _ engine: Releaser) async throws -> [String: ServiceDeployment] {
        let doubtful = services.filter { service in
            let settings = DeploymentSettings(service.deploymentConfiguration ?? .null)
            return service.primary?.rolloutState != "COMPLETED" || settings.movesTraffic
        }
        let arns = Set(doubtful.compactMap(\.currentServiceDeployment)).sorted()
        if arns.isEmpty { return [:] }
        let found = try await allowed(engine.reporter, "whether deployments are over") {
            try await engine.clients.ecs.describeServiceDeployments(arns).found
        }
        return Dictionary((found ?? []).compactMap { item in item.arn.map { ($0, item) } }) { first, _ in first }
    }

    /// A service in no file, with other images.
    static func compose(_ change: ImageChange, _ engine: Releaser) async throws -> ComposedService {
        guard let running = try await describe([change.service], in: change.cluster, engine)[change.service] else {
            let known = (try? await engine.clients.ecs.listServices(in: change.cluster)) ?? []
            let near = NearestName.suggestion(for: change.service, among: known.map(DeploymentWatch.shortName))
            throw ServiceMissing(service: change.service, cluster: change.cluster, hint: near.map { "did you mean '\($0)'?" })
        }
        var images: [String: ResolvedImage] = [:]
        for (container, text) in change.images {
            let image = try await engine.images.resolve(.reference(text))
            images[container] = try image ?? ResolvedImage(ImageReference(text))
        }
        var composed = try ReleaseComposer.compose(running: running, cluster: change.cluster, images: images)
        // Who releases is said anew; the other tags are kept.
        let tags = change.provenance.tags
        let kept = (composed.task.fields["tags"]?.array ?? []).filter { tag in
            let key = tag["key"]?.string ?? ""
            // Those of AWS's own cannot be set by anybody.
            return tags[key] == nil && !key.lowercased().hasPrefix("aws:")
        }
        let all = kept + ServiceDraft.tags(tags)
        composed.task.fields["tags"] = all.isEmpty ? nil : .array(all)
        return composed
    }
}

extension AWSError {
    /// Whoever asks is known, and may not.
    package var isDenial: Bool {
        guard let code = serviceCode else { return false }
        return code.hasPrefix("AccessDenied") || ["UnauthorizedOperation", "UnauthorizedAccess", "AuthorizationError"].contains(code)
    }
}
