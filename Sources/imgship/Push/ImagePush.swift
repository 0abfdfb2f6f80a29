import Content
import Diagnostics
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

    /// What became of one image.
    struct Outcome: Sendable {
        let job: PushJob
        let result: PushResult
        let elapsed: Duration
    }

    /// - Returns: in the order of the jobs.
    /// - Throws: ``RegistryError``, ``AWSError``, ``ContentError``; the first ends the others. What arrived stays for the next push.
    func run(_ jobs: [PushJob]) async throws -> [Outcome] {
        let pushers = try await pushers(for: jobs)
        return try await withThrowingTaskGroup(of: Outcome.self) { group in
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

    private func pushers(for jobs: [PushJob]) async throws -> [String: RegistryPusher] {
        var pushers: [String: RegistryPusher] = [:]
        for registry in Set(jobs.map(\.target.registry)) {
            try await access.probe(registry)
            pushers[registry] = RegistryPusher(try access.client(for: registry), from: store, reporter: reporter)
        }
        return pushers
    }

    private func push(_ job: PushJob, _ pusher: RegistryPusher) async throws -> Outcome {
        let clock = ContinuousClock.now
        do {
            try await repositories.prepare(job.target)
            let result = try await pusher.push(job.request(layers))
            let outcome = Outcome(job: job, result: result, elapsed: ContinuousClock.now - clock)
            reporter.step("push   \(job.name)  \(PushSummary(result))  \(ElapsedTime(outcome.elapsed))")
            try store.pushes.save(
                PushRecord(image: job.name, repository: job.target.name, tags: job.tags, digest: job.root.digest, time: now))
            return outcome
        } catch {
            throw await access.explained(repositories.explained(error, job.target), for: job.target.registry)
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
        description = parts.joined(separator: ", ")
    }
}
