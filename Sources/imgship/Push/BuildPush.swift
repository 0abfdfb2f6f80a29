import Build
import Content
import OCI
import Registry

/// Builds images and pushes them, each layer while it is made.
///
/// Whether the registry lets us in is found out first: what would fail in the end fails before anything is compressed. What a build that
/// fails has sent already no manifest refers to, and no tag is set.
struct BuildPush {
    let context: Context
    let project: Project
    let settings: BuildSettings
    /// How repositories that are missing are made; nil when they are not.
    let creation: RepositoryCreation.Settings?
    /// Whether registries may be without TLS, or have a certificate that nobody vouches for.
    let isInsecure: Bool

    /// The images of plans, each once, in their order.
    static func names(of plans: [ImagePlan]) -> [String] {
        // Plans of one image, for its platforms, follow each other.
        zip([nil] + plans.map { Optional($0.name) }, plans.map(\.name)).filter { $0 != $1 }.map(\.1)
    }

    /// - Parameters:
    ///   - plans: what to build.
    ///   - pushes: where those images go, in the order in which they are built.
    /// - Returns: what became of each image, in the order of `pushes`.
    /// - Throws: what the build and the push throw.
    func run(_ plans: [ImagePlan], _ pushes: [PlannedPush]) async throws -> [ImagePush.Outcome] {
        let store = try context.store(of: project)
        let access = try access(to: pushes, store)
        let bases = BaseAccess { access }
        let layers = AbsentLayers(store: store, access: bases, reporter: context.reporter)
        let push = ImagePush(store, access, layers, creating: creation, reporter: context.reporter)
        let pushers = try await push.open(pushes.map(\.target))
        for planned in pushes { try await push.check(planned.target, pushers) }
        let streams = LayerStreams(places(of: plans, pushes, pushers), reporter: context.reporter)
        let builder = try builder(store, RegistryBases(access: bases, reporter: context.reporter)).observed(by: streams)
        _ = try await streams.following { try await builder.build(plans) }
        return try await push.run(pushes.map { try $0.job(in: store) }, through: pushers)
    }

    private func access(to pushes: [PlannedPush], _ store: ContentStore) throws -> RegistryAccess {
        let own = pushes.map(\.target.registry)
        let insecure = isInsecure ? try own + project.baseRegistries() + store.origins.all().map(\.reference.domain) : []
        return try RegistryAccess(context, registry: project.file.registry ?? own.first, insecure: insecure)
    }

    private func builder(_ store: ContentStore, _ bases: RegistryBases) throws -> ImageBuilder {
        let sources = try PackageSources(project, on: try context.machine())
        return ImageBuilder(store, settings, bases: bases, reporter: context.reporter) { try sources.makeFetcher() }
    }

    /// A layer goes to the first image that has it: the others have it mounted from there.
    private func places(
        of plans: [ImagePlan], _ pushes: [PlannedPush], _ pushers: [String: RegistryPusher]
    ) -> [Digest: LayerStreams.Place] {
        var places: [Digest: LayerStreams.Place] = [:]
        for planned in pushes {
            guard let pusher = pushers[planned.target.registry] else { continue }
            let layers = plans.filter { $0.name == planned.name }.flatMap(\.layers)
            for layer in layers where places[layer.key] == nil {
                places[layer.key] = LayerStreams.Place(pusher: pusher, repository: planned.target.repository)
            }
        }
        return places
    }
}
