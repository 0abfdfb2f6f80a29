import Bytes
import Configuration
import Content
import Diagnostics
import OCI
import Packages
import SystemPackage

/// Builds planned images into the store: makes the layers that are not there, then writes and names the images.
package struct ImageBuilder: Sendable {
    private let store: ContentStore
    private let settings: BuildSettings
    private let reporter: any Reporter
    private var layers: LayerBuilder
    private let registries: any BaseImages
    /// Made only when something must be downloaded.
    private let makeFetcher: @Sendable () throws -> ArtifactFetcher

    package init(
        _ store: ContentStore, _ settings: BuildSettings, bases registries: any BaseImages, reporter: any Reporter,
        makeFetcher: @escaping @Sendable () throws -> ArtifactFetcher
    ) {
        self.store = store
        self.settings = settings
        self.registries = registries
        self.reporter = reporter
        self.makeFetcher = makeFetcher
        layers = LayerBuilder(store: store, threads: settings.threads, reporter: reporter)
    }

    /// This builder, telling `observer` of the layers it makes.
    package func observed(by observer: any LayerObserver) -> ImageBuilder {
        var builder = self
        builder.layers.observer = observer
        return builder
    }

    /// Builds every plan; plans of one name become one image, with an index when there are several platforms.
    ///
    /// Nothing is named before everything is built: when this throws, the store's images are what they were.
    package func build(_ plans: [ImagePlan]) async throws -> BuildResult {
        let clock = ContinuousClock.now
        for plan in plans { describe(plan) }
        let bases = try await BaseReader(store: store, registries: registries, reporter: reporter).images(below: plans)
        let built = try await makeLayers(of: plans)
        var images: [(name: String, images: [BuiltImage])] = []
        for plan in plans {
            let base = plan.base.flatMap { bases[BaseReader.Key(base: $0, platform: plan.platform)] }
            let image = try compose(plan, built, on: base)
            if images.last?.name == plan.name { images[images.count - 1].images.append(image) } else { images.append((plan.name, [image])) }
        }
        var results: [BuildResult.Image] = []
        for (name, parts) in images {
            let documents = try await BlockingThread.run { [store, parts] in try store.publish(name, images: parts) }
            results.append(BuildResult.Image(name, documents))
            for part in documents.images {
                let size = part.layers.reduce(0) { $0 + $1.descriptor.size }
                reporter.step("image  \(name) \(part.platform)  \(part.manifest.digest)  \(ByteCount(size)) in \(part.layers.count) layers")
            }
        }
        reporter.step("built  \(results.count == 1 ? "1 image" : "\(results.count) images") in \(ElapsedTime(ContinuousClock.now - clock))")
        return BuildResult(images: results)
    }

    /// Tells `--verbose` which layers the image will have, and what is in each.
    private func describe(_ plan: ImagePlan) {
        if let base = plan.base { reporter.detail("plan   \(plan.name) \(plan.platform)  base: \(base)") }
        for layer in plan.layers {
            let contents = layer.artifacts.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
            reporter.detail("plan   \(plan.name) \(plan.platform)  \(layer.origin)\(contents.isEmpty ? "" : ": ")\(contents)")
        }
    }

    /// Every layer of the plans, by key: each made once, however many images have it.
    private func makeLayers(of plans: [ImagePlan]) async throws -> [Digest: BuiltLayer] {
        var built: [Digest: BuiltLayer] = [:]
        var missing: [LayerPlan] = []
        var seen: Set<Digest> = []
        for layer in plans.flatMap(\.layers) where seen.insert(layer.key).inserted {
            if let known = try layers.recorded(layer) {
                built[layer.key] = known
                reporter.detail("kept   \(layer.origin)  \(known.descriptor.digest)")
            } else {
                missing.append(layer)
            }
        }
        let all = plans.flatMap(\.layers).filter { seen.remove($0.key) != nil }
        let needed = settings.verifies ? all : missing
        guard !needed.isEmpty else { return built }
        let fetcher = try needed.contains { !$0.artifacts.isEmpty } ? makeFetcher() : nil
        let files = try await fetcher?.fetch(needed.flatMap(\.artifacts), reporter: reporter) ?? [:]
        if let fetcher { try await check(plans, Set(needed.map(\.key)), fetcher) }
        for (key, layer) in try await make(missing, files, labels(of: plans)) { built[key] = layer }
        if settings.verifies { try await verify(all, files, built) }
        return built
    }

    /// Checks between layers of which one is made anew. One whose artifacts are not all at hand was passed when the others were made.
    private func check(_ plans: [ImagePlan], _ needed: Set<Digest>, _ fetcher: ArtifactFetcher) async throws {
        var seen: Set<Set<Digest>> = []
        for check in plans.flatMap(\.checks) where !check.layers.isDisjoint(with: needed) && seen.insert(check.layers).inserted {
            guard let files = fetcher.cached(check.artifacts) else { continue }
            for warning in try await BlockingThread.run({ try check.run(files) }) { reporter.report(.warning(warning)) }
        }
    }

    /// Makes layers, as many at once as there are threads; the largest inputs first, so that none is left for the end alone.
    private func make(
        _ plans: [LayerPlan], _ files: [Digest: FilePath], _ labels: [Digest: String]
    ) async throws -> [(Digest, BuiltLayer)] {
        let ordered = plans.enumerated().sorted { (Self.weight($1.element), $0.offset) < (Self.weight($0.element), $1.offset) }.map(
            \.element)
        return try await ParallelWork.map(ordered, limit: settings.threads) { [layers] plan in
            (plan.key, try await BlockingThread.run { try layers.build(plan, files, label: labels[plan.key] ?? plan.origin) })
        }
    }

    /// What to call each layer, by key: what is in it, and for which platform where it is for one of several.
    private func labels(of plans: [ImagePlan]) -> [Digest: String] {
        let all = Set(plans.map(\.platform))
        var platforms: [Digest: Set<Platform>] = [:]
        for plan in plans { for layer in plan.layers { platforms[layer.key, default: []].insert(plan.platform) } }
        var labels: [Digest: String] = [:]
        for layer in plans.flatMap(\.layers) {
            let own = platforms[layer.key] ?? []
            labels[layer.key] = layer.origin + (own.count == 1 && all.count > 1 ? own.map { " \($0)" }.joined() : "")
        }
        return labels
    }

    private static func weight(_ plan: LayerPlan) -> Int64 {
        plan.newestChange != nil ? .max : plan.artifacts.reduce(0) { $0 + $1.size }
    }

    private func verify(_ plans: [LayerPlan], _ files: [Digest: FilePath], _ built: [Digest: BuiltLayer]) async throws {
        _ = try await ParallelWork.map(plans, limit: settings.threads) { [layers] plan in
            guard let layer = built[plan.key] else { return }
            try await BlockingThread.run { try layers.verify(plan, files, is: layer) }
        }
    }

    private func compose(_ plan: ImagePlan, _ built: [Digest: BuiltLayer], on base: ResolvedImage?) throws -> BuiltImage {
        let created = plan.created.map(Timestamp.init(secondsSince1970:)) ?? base?.config.created ?? Timestamp(secondsSince1970: 0)
        var annotations = [Annotations.title: plan.name, Annotations.created: created.description]
        for spec in plan.configs { annotations.merge(spec.annotations) { $1 } }
        annotations.merge(settings.annotations) { $1 }
        return BuiltImage(
            platform: plan.platform, layers: (base?.builtLayers ?? []) + plan.layers.compactMap { built[$0.key] },
            config: try ContainerConfigComposer.config(on: base?.config.config ?? ContainerConfig(), for: plan),
            created: created, annotations: annotations)
    }
}
