import Content
import Diagnostics
import FoundationEssentials
import OCI
import Registry

/// Pushes images: several at once, but for those that can mount what another brings.
struct ImagePush: Sendable {
    let store: ContentStore
    let access: RegistryAccess
    let layers: AbsentLayers
    let repositories: RepositoryCreation
    let reporter: any Reporter
    /// Seconds since 1970.
    let now: Int64

    /// - Parameter creation: how repositories that are missing are made; nil when they are not.
    init(
        _ store: ContentStore, _ access: RegistryAccess, _ layers: AbsentLayers, creating creation: RepositoryCreation.Settings?,
        reporter: any Reporter
    ) {
        self.store = store
        self.access = access
        self.layers = layers
        self.reporter = reporter
        repositories = RepositoryCreation(settings: creation, aws: access.sources.aws, reporter: reporter)
        now = Int64(Date().timeIntervalSince1970)
    }

    /// What became of one image.
    struct Outcome: Sendable {
        let job: PushJob
        let result: PushResult
        let elapsed: Duration
    }

    /// - Returns: in the order of the jobs.
    /// - Throws: ``RegistryError``, ``AWSError``, ``ContentError``; the first ends the others. What arrived stays for the next push.
    func run(_ jobs: [PushJob]) async throws -> [Outcome] { try await run(jobs, through: open(jobs.map(\.target))) }

    /// As ``run(_:)``, with what ``open(_:)`` gave: blobs that went through it before are known to be there.
    func run(_ jobs: [PushJob], through pushers: [String: RegistryPusher]) async throws -> [Outcome] {
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            var running: [Task<Outcome, any Error>] = []
            for job in jobs {
                guard let pusher = pushers[job.target.registry] else { continue }
                // A registry lets a blob be mounted once a manifest refers to it: when the image that brings it is whole.
                let earlier = zip(jobs, running).filter { job.canMount(from: $0.0) }.map(\.1)
                let task = Task {
                    for other in earlier { _ = try await other.value }
                    return try await push(job, pusher)
                }
                running.append(task)
                group.addTask {
                    try await withTaskCancellationHandler {
                        try await task.value
                    } onCancel: {
                        task.cancel()
                    }
                }
            }
            var outcomes: [String: Outcome] = [:]
            for try await outcome in group { outcomes[outcome.job.name] = outcome }
            return jobs.compactMap { outcomes[$0.name] }
        }
    }

    /// Gets ready for pushes: finds out how the registries are reached, and makes repositories that are missing if that was asked for.
    /// - Returns: what images are pushed through, by registry.
    func open(_ targets: [PushTarget]) async throws -> [String: RegistryPusher] {
        var pushers: [String: RegistryPusher] = [:]
        for target in targets {
            if pushers[target.registry] == nil {
                pushers[target.registry] = RegistryPusher(try await access.client(for: target.registry), from: store, reporter: reporter)
            }
            try await explaining(target) { try await repositories.prepare(target) }
        }
        return pushers
    }

    /// Makes sure that images may be pushed to a repository, before it is known what is in them.
    func check(_ target: PushTarget, _ pushers: [String: RegistryPusher]) async throws {
        try await explaining(target) { try await pushers[target.registry]?.checkAccess(to: target.repository) }
    }

    private func push(_ job: PushJob, _ pusher: RegistryPusher) async throws -> Outcome {
        let clock = ContinuousClock.now
        return try await explaining(job.target) {
            let result = try await pusher.push(job.request(layers))
            let outcome = Outcome(job: job, result: result, elapsed: ContinuousClock.now - clock)
            reporter.step("push   \(job.name)  \(PushSummary(result))  \(ElapsedTime(outcome.elapsed))")
            try store.pushes.save(
                PushRecord(image: job.name, repository: job.target.name, tags: job.tags, digest: job.root.digest, time: now))
            return outcome
        }
    }

    /// Says in errors where refused credentials came from, and what makes a repository.
    private func explaining<Success>(_ target: PushTarget, _ work: () async throws -> Success) async throws -> Success {
        do { return try await work() } catch {
            throw await access.explained(repositories.explained(error, target), for: target.registry)
        }
    }
}

/// What went which way, for people: `sent 28.8 MB in 3 blobs, 18.0 MB mounted, 47.0 MB there`.
struct PushSummary: CustomStringConvertible {
    let description: String

    init(_ result: PushResult) {
        let sent = result.sent
        var parts = [sent.count == 0 ? "nothing sent" : "sent \(ByteCount(sent.size)) in \(sent.count) blob\(sent.count == 1 ? "" : "s")"]
        if result.mounted.count > 0 { parts.append("\(ByteCount(result.mounted.size)) mounted") }
        if result.present.count > 0 { parts.append("\(ByteCount(result.present.size)) there") }
        let leftOut = result.leftOut.count
        if leftOut > 0 { parts.append("\(leftOut) layer\(leftOut == 1 ? "" : "s") left out that may not be distributed") }
        description = parts.joined(separator: ", ")
    }
}
