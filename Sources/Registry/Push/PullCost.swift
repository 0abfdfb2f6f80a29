import OCI

/// What a machine that has one image must fetch to run another.
package struct PullCost: Hashable, Sendable {
    package let platform: Platform
    /// Layers that the other image has not.
    package let missing: PushResult.Tally
    /// Layers in all.
    package let layers: Int

    /// - Parameters:
    ///   - image: the new one.
    ///   - other: layers of the one that the machine has; empty when there is none for this platform.
    package init(_ image: ResolvedLayers, over other: Set<Digest>) {
        platform = image.platform
        layers = image.layers.count
        var missing = PushResult.Tally()
        var seen = other
        for layer in image.layers where seen.insert(layer.digest).inserted { missing.add(layer.size) }
        self.missing = missing
    }
}

/// The layers of an image for one platform.
package struct ResolvedLayers: Hashable, Sendable {
    package let platform: Platform
    package let layers: [Descriptor]

    package init(platform: Platform, layers: [Descriptor]) {
        self.platform = platform
        self.layers = layers
    }
}

extension RegistryClient {
    /// The layers of the images that a tag stands for, by platform; nil when there is no such tag.
    /// - Throws: ``RegistryError``; ``OCIError``.
    package func layers(of tag: String, in repository: String, for platforms: [Platform]) async throws -> [Platform: Set<Digest>]? {
        guard try await resolve(.tag(tag), in: repository) != nil else { return nil }
        let root = try await manifest(.tag(tag), in: repository)
        var found: [Platform: Set<Digest>] = [:]
        for platform in platforms {
            var image = root.manifest
            if case .index(let index) = image {
                guard let descriptor = try? index.manifest(for: platform) else { continue }
                image = try await manifest(.digest(descriptor.digest), in: repository).manifest
            }
            if case .image(let manifest) = image { found[platform] = Set(manifest.layers.map(\.digest)) }
        }
        return found
    }
}
