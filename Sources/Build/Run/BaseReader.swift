import Bytes
import Content
import Diagnostics
import OCI

/// Reads what images stand on: whole images on disk, and of images in registries the documents alone.
struct BaseReader: Sendable {
    let store: ContentStore
    let registries: any BaseImages
    let reporter: any Reporter

    /// A base for one platform.
    struct Key: Hashable {
        let base: PlannedBase
        let platform: Platform
    }

    /// Requests for documents at once: they are small, and each takes a round trip or two.
    private static let parallelFetches = 6

    /// Everything the plans stand on. An archive is read once, however many platforms and images stand on it.
    func images(below plans: [ImagePlan]) async throws -> [Key: ResolvedImage] {
        var sources: [ImageLocation: LayoutSource] = [:]
        var images: [Key: ResolvedImage] = [:]
        for plan in plans {
            guard let base = plan.base, case .onDisk(let location) = base else { continue }
            let key = Key(base: base, platform: plan.platform)
            guard images[key] == nil else { continue }
            let source = if let known = sources[location] { known } else { try await location.source(unpackingInto: store) }
            sources[location] = source
            images[key] = try await image(of: source, for: key.platform)
        }
        for (key, image) in try await remoteImages(below: plans) { images[key] = image }
        return images
    }

    private func remoteImages(below plans: [ImagePlan]) async throws -> [(Key, ResolvedImage)] {
        var seen: Set<Key> = []
        let wanted = plans.compactMap { plan -> (Key, ImageRequest, Descriptor)? in
            guard let base = plan.base, case .registry(let request, let manifest) = base else { return nil }
            let key = Key(base: base, platform: plan.platform)
            return seen.insert(key).inserted ? (key, request, manifest) : nil
        }
        return try await ParallelWork.map(wanted, limit: Self.parallelFetches) { key, request, manifest in
            (key, try await request.locating { try await image(request, manifest, for: key.platform) })
        }
    }

    private func image(of source: LayoutSource, for platform: Platform) async throws -> ResolvedImage {
        let image = try await source.image(for: platform)
        for layer in image.layers { try await source.copy(layer, into: store) }
        return image
    }

    /// The image in the store's own copy of its documents, fetched first where it is not there; and the store then knows where its layers are.
    private func image(_ request: ImageRequest, _ manifest: Descriptor, for platform: Platform) async throws -> ResolvedImage {
        let stored = try await stored(manifest)
        let image = if let stored { stored } else { try await fetched(request, manifest, for: platform) }
        guard image.config.platform.matches(platform) else {
            throw ContentError(
                .missingPlatform, "image for '\(platform)' in '\(request.text)'", reason: "its config says '\(image.config.platform)'",
                hint: "run `imgship lock`")
        }
        try image.checkLayers(of: request)
        let origin = BlobOrigin(image, at: request.reference)
        try await BlockingThread.run { [store] in try store.origins.add(origin) }
        return image
    }

    private func fetched(_ request: ImageRequest, _ manifest: Descriptor, for platform: Platform) async throws -> ResolvedImage {
        let clock = ContinuousClock.now
        try await registries.fetchDocuments(below: manifest, of: request.reference, into: store)
        reporter.step("base   \(request.text) \(platform)  \(manifest.digest)  \(ElapsedTime(ContinuousClock.now - clock))")
        return try await BlockingThread.run { [store] in try store.layout.image(manifest) }
    }

    /// The image, if both its documents are in the store and what their digests say.
    private func stored(_ manifest: Descriptor) async throws -> ResolvedImage? {
        try await BlockingThread.run { [store] in
            do { return try store.layout.image(manifest) } catch let error as ContentError where error.code == .missingBlob { return nil }
        }
    }
}
