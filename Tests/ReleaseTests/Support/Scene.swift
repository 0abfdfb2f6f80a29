import AWS
import Configuration
import Diagnostics
import HTTP
import JSON
import OCI
import Simulation
import Synchronization

@testable import Release

/// A project with simulated AWS under it: what runs there was composed by the same project, an hour ago.
final class Scene: Sendable {
    let aws: SimulatedAWS
    let client: AWSClient
    let project: ProjectFile
    let destination: Destination
    let events = Mutex<[RolloutEvent]>([])
    private let images: Images

    /// - Parameters:
    ///   - text: the services of the file.
    ///   - running: those of them that run already.
    ///   - unreadable: whether the registry does not say what is below an index.
    init(
        _ scenario: Scenario = .ok, _ text: String = Scene.backend, running: [String] = ["backend"], seed: UInt64 = 1,
        credentials: (any CredentialProvider)? = nil, unreadable: Bool = false, meddling: Meddler.Meddling? = nil,
        account change: (inout SimulatedAccount) -> Void = { _ in }
    ) throws {
        var account = SimulatedAccount.typical()
        account.logGroups = ["/demo/backend", "/demo/frontend"]
        account.targetGroups = [SimulatedTargetGroup("frontend", port: 7860)]
        account.alarms = ["errors"]
        change(&account)
        let text = Self.head + text
        project = try ProjectFile.load(text: text, file: "imgship.yaml", environment: nil, variables: [:])
        destination = Destination(project: "llm-chat", region: try Region(account.region), account: account.id, cluster: "demo")
        images = Images(tag: "v2", isUnreadable: unreadable)
        account.services = try Self.composed(running, project, destination, Images(tag: "v1")).map(Self.simulated)
        let simulated = try SimulatedAWS(account, scenario: scenario, clock: SimulatedClock(seed: seed), seed: seed)
        aws = simulated
        var retry = RetryPolicy()
        retry.clock = aws.clock.retryClock
        let transport: any AWSTransport = if let meddling { Meddler(simulated, meddling) } else { simulated }
        client = AWSClient(
            transport, region: destination.region,
            credentials: credentials ?? FixedCredentials(Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret")), retry: retry)
    }

    var clock: RetryClock {
        var clock = aws.clock.retryClock
        clock.elapsed = { [aws] in aws.clock.elapsed }
        return clock
    }

    func releaser(_ change: (inout ReleaseSettings) -> Void = { _ in }) -> Releaser {
        var settings = ReleaseSettings()
        change(&settings)
        return Releaser(ReleaseClients(client), images: images, settings: settings, clock: clock) { event in
            self.events.withLock { $0.append(event) }
        }
    }

    var request: ReleaseRequest { ReleaseRequest(project, to: destination) { _ in [] } }

    /// Prepares and carries out.
    @discardableResult
    func release(_ change: (inout ReleaseSettings) -> Void = { _ in }) async throws -> ReleaseRecord {
        let releaser = releaser(change)
        return try await releaser.carryOut(try await releaser.prepare(request))
    }

    /// Releases one service with another image.
    func change(_ service: String, to image: String, _ change: (inout ReleaseSettings) -> Void = { _ in }) async throws {
        let releaser = releaser(change)
        _ = try await releaser.carryOut(
            try await releaser.prepare(ImageChange(cluster: "demo", service: service, images: [service: image])))
    }

    /// Releases, and gives back the error that it ends with.
    func failure(_ change: (inout ReleaseSettings) -> Void = { _ in }) async throws -> ReleaseFailure {
        do {
            let record = try await release(change)
            throw Unexpected(what: "the release ended with \(record.outcome)")
        } catch let failure as ReleaseFailure {
            return failure
        }
    }

    struct Unexpected: Error { let what: String }

    var addresses: [ServiceAddress] {
        project.services.keys.sorted().map {
            ServiceAddress(name: $0, cluster: "demo", serviceName: $0, after: project.services[$0]?.after ?? [])
        }
    }

    // MARK: What has come of it

    func service(_ name: String = "backend") async throws -> ECSService? {
        try await ECSClient(client).describeServices([name], in: "demo").found.first
    }

    func revision(_ name: String = "backend") async throws -> String? {
        try await service(name)?.taskDefinition.map(DeploymentWatch.shortName)
    }

    func calls(_ action: String) async -> [TranscriptEntry] { await aws.transcript.filter { $0.action == action } }

    /// Actions that change something, in their order, without those that were refused.
    func changes() async -> [String] {
        let changing = ["Create", "Register", "Update", "Put", "Delete", "Run", "Stop", "Tag", "Untag"]
        return await aws.transcript.filter { entry in entry.error == nil && changing.contains { entry.action.hasPrefix($0) } }.map(\.action)
    }

    func kinds(_ service: String = "backend") -> [RolloutEvent.Kind] { events.withLock { $0.filter { $0.service == service }.map(\.kind) } }
}

extension Scene {
    private static func composed(
        _ names: [String], _ project: ProjectFile, _ destination: Destination, _ images: Images
    ) throws -> [ComposedService] {
        var facts = ReleaseFacts()
        for name in project.images.keys { facts.images[.built(name)] = try images.image(name) }
        return try ReleaseComposer(project, to: destination, facts: facts) { _ in [] }.compose(names)
    }

    private static func simulated(_ service: ComposedService) -> SimulatedService {
        var task = service.task.fields
        task["tags"] = nil
        let apart: Set = ["cluster", "serviceName", "desiredCount"]
        let settings = (service.service?.fields ?? [:]).filter { !apart.contains($0.key) }
        return SimulatedService(
            service.serviceName, cluster: "demo", taskDefinition: task, desiredCount: service.desired, settings: settings)
    }

    static let head = """
        version: 1
        project: llm-chat
        bases: {b: {debian: bookworm}}
        images: {backend: {base: b}, frontend: {base: b}}
        services:

        """

    static let network = """
            execution-role: ecsTaskExecutionRole
            network: {subnets: [subnet-0aaa1111bbbb22220, subnet-0aaa1111bbbb22221], security-groups: [sg-0123456789abcdef0], public-ip: true}

        """

    static let backend = """
          backend:
            image: backend
            cpu: 512
            memory: 1024
            port: 8000
            desired: 2
            logs: {group: /demo/backend}

        """ + network

    static let frontend = """
          frontend:
            image: frontend
            after: [backend]
            cpu: 512
            memory: 1024
            port: 7860
            desired: 2
            logs: {group: /demo/frontend}
            load-balancer: {target-group: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/frontend/6d0ecf831eec9f09", grace: 30s}

        """ + network

    static let both = backend + frontend

    /// The frontend, with deployments that move traffic.
    /// - Parameter deployment: what stands in `deployment:`.
    static func shifting(_ deployment: String) -> String {
        frontend.replacing("    after: [backend]\n", with: "    deployment: {\(deployment)}\n").replacing(
            ", grace: 30s",
            with: ", grace: 30s, alternate-target-group: \"\(otherGroup)\", listener-rule: \"\(rule)\", role: traffic")
    }

    static let otherGroup = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/frontend-other/6d0ecf831eec9f09"
    static let rule = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener-rule/app/demo/50dc6c495c0c9188/f2f7dc8efc521080/1"

    /// What such deployments stand on.
    static func addShiftingGround(to account: inout SimulatedAccount) {
        var other = SimulatedTargetGroup("frontend-other", port: 7860)
        other.listenerPort = nil
        account.targetGroups.append(other)
        account.listenerRules = [SimulatedListenerRule(rule, to: account.targetGroups.map(account.targetGroupARN))]
        account.roles.append(SimulatedRole("traffic", trusting: ["ecs.amazonaws.com"]))
    }
}

/// Images as a push would have left them.
struct Images: ImageFacts {
    let tag: String
    var isUnreadable = false

    func resolve(_ image: ImageSelection) async throws -> ResolvedImage? {
        switch image {
        case .built(let name): try self.image(name)
        case .reference(let text): ResolvedImage(try ImageReference(text).pinned(to: Digest(of: Array(text.utf8))))
        }
    }

    func manifests(of image: ResolvedImage) async throws -> Set<String> {
        if isUnreadable { throw Unreadable() }
        return []
    }

    struct Unreadable: Error {}

    func image(_ name: String) throws -> ResolvedImage {
        let reference = try ImageReference("123456789012.dkr.ecr.eu-central-1.amazonaws.com/llm-chat/\(name):\(tag)")
        return ResolvedImage(reference.pinned(to: Digest(of: Array("\(name) \(tag)".utf8))), platforms: [.linuxAMD64])
    }
}
