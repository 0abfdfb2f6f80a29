import Content
import Diagnostics
import OCI
import Registry

/// Finds out what a push would do, and changes nothing.
struct PushPreview: Sendable {
    let store: ContentStore
    let access: RegistryAccess
    let layers: AbsentLayers
    /// The tag whose image a machine is taken to run; nil for `latest`, or else the tag of the last push.
    let comparison: String?

    struct Outcome: Sendable {
        let job: PushJob
        let forecast: PushForecast
        /// Nil when there is nothing to compare with.
        let comparison: Comparison?
    }

    /// What a machine that runs the image of a tag has to pull.
    struct Comparison: Sendable {
        let tag: String
        let costs: [PullCost]
    }

    /// - Returns: in the order of the jobs.
    /// - Throws: ``RegistryError``; ``UsageError`` when the tag to compare with is not there.
    func run(_ jobs: [PushJob]) async throws -> [Outcome] {
        var brought: [String: [Digest: String]] = [:]
        var outcomes: [Outcome] = []
        for job in jobs {
            let registry = job.target.registry
            do {
                let client = try await access.client(for: registry)
                let forecast = try await RegistryPusher(client, from: store).forecast(job.request(layers), after: brought[registry] ?? [:])
                outcomes.append(Outcome(job: job, forecast: forecast, comparison: try await compare(job, client)))
            } catch {
                throw await access.explained(error, for: registry)
            }
            for digest in job.blobs { brought[registry, default: [:]][digest] = job.target.repository }
        }
        return outcomes
    }

    private func compare(_ job: PushJob, _ client: RegistryClient) async throws -> Comparison? {
        let images = job.images.map { ResolvedLayers(platform: $0.config.platform, layers: $0.layers) }
        let last = store.pushes.last(of: job.name).flatMap { $0.repository == job.target.name ? $0.tags.first : nil }
        for tag in comparison.map({ [$0] }) ?? ["latest"] + [last].compactMap(\.self) {
            let found = try await client.layers(of: tag, in: job.target.repository, for: images.map(\.platform))
            guard let found else { continue }
            return Comparison(tag: tag, costs: images.map { PullCost($0, over: found[$0.platform] ?? []) })
        }
        guard let comparison else { return nil }
        throw UsageError("there is no tag '\(comparison)' in '\(job.target.name)' to compare with")
    }
}

/// What a push would do, in the lines that people read.
struct PreviewText: CustomStringConvertible {
    let outcomes: [PushPreview.Outcome]

    var description: String { outcomes.flatMap(lines).map { $0 + "\n" }.joined() }

    private func lines(_ outcome: PushPreview.Outcome) -> [String] {
        let job = outcome.job
        var lines = ["\(job.name)  \(job.target.name)"] + ForecastText(outcome.forecast, job.root.digest).lines
        guard let comparison = outcome.comparison else { return lines }
        for cost in comparison.costs {
            let layers = "\(cost.missing.count) of \(cost.layers) layer\(cost.layers == 1 ? "" : "s")"
            lines.append("  pull     \(cost.platform)  after '\(comparison.tag)': \(ByteCount(cost.missing.size)) in \(layers)")
        }
        return lines
    }
}
