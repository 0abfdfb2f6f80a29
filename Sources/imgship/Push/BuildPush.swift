import Build
import Content
import OCI
import Registry

/// Builds images and pushes them, each layer while it is made.
///
/// Whether the registry lets us in is found out first: what would fail in the end fails before anything is compressed. What a build that
/// fails has sent already no manifest refers to, and no tag is set.
struct BuildPush: Sendable {
    let builder: ImageBuilder
    let push: ImagePush

    /// - Parameters:
    ///   - plans: what to build.
    ///   - pushes: where those images go, in the order in which they are built.
    /// - Returns: what became of each image, in the order of `pushes`.
    /// - Throws: what the build and the push throw.
    func run(_ plans: [ImagePlan], _ pushes: [PlannedPush]) async throws -> [ImagePush.Outcome] {
        let pushers = try await push.open(pushes.map(\.target))
        for planned in pushes { try await push.check(planned.target, pushers) }
        let streams = LayerStreams(places(of: plans, pushes, pushers), reporter: push.reporter)
        _ = try await streams.following { try await builder.observed(by: streams).build(plans) }
        return try await push.run(pushes.map { try $0.job(in: push.store) }, through: pushers)
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
