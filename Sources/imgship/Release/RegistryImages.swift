import Configuration
import Content
import Diagnostics
import OCI
import Registry
import Release

/// Images as they are in their registries: those of the project as they were pushed last, all others as they are written.
struct RegistryImages: ImageFacts {
    /// Nil where there is no project file.
    let file: ProjectFile?
    /// Nil where nothing has been built.
    let store: ContentStore?
    let access: RegistryAccess
    /// Of what was pushed from elsewhere.
    let tags: TagChoice
    let reporter: any Reporter

    func resolve(_ image: ImageSelection) async throws -> Release.ResolvedImage? {
        switch image {
        case .built(let name): try await find(try await reference(of: name))
        case .reference(let text): try await find(try ImageReference(text))
        }
    }

    func manifests(of image: Release.ResolvedImage) async throws -> Set<String> {
        guard let digest = image.reference.digest else { return [] }
        let fetched = try await client(image.reference).manifest(.digest(digest), in: image.reference.path)
        guard case .index(let index) = fetched.manifest else { return [] }
        return Set(index.manifests.map(\.digest.description))
    }

    // MARK: Images of the project

    /// What was pushed last from here to the registry of the file; else the tag that a push from elsewhere would have set.
    private func reference(of name: String) async throws -> ImageReference {
        let target = try file?.registry.map { try PushTarget(name, below: $0) }
        let push = store?.pushes.last(of: name)
        if let push, target.map({ $0.name == push.repository }) ?? true, tags.asked.isEmpty {
            if let root = try? store?.image(named: name), root.digest != push.digest {
                reporter.warn(
                    "'\(name)' was built anew since it was pushed: what was pushed is released", hint: "run `imgship push \(name)`")
            }
            return try ImageReference(push.repository + (push.tags.first.map { ":" + $0 } ?? "")).pinned(to: push.digest)
        }
        guard let target else {
            throw UsageError(
                "the image '\(name)' was not pushed", hint: "set 'registry:' in \(file?.file ?? "the file"), and run `imgship push`")
        }
        guard let tag = try await tags.tags(for: nil).first else { return try ImageReference(target.name) }
        return try ImageReference(target.name).tagged(tag)
    }

    // MARK: Looking

    /// - Returns: nil when the registry has no such image.
    private func find(_ reference: ImageReference) async throws -> Release.ResolvedImage? {
        do {
            let client = try await client(reference)
            guard let root = try await client.resolve(ManifestName(reference), in: reference.path) else { return nil }
            if let known = local(root) {
                return Release.ResolvedImage(reference.pinned(to: root.digest), platforms: known.0, config: known.1)
            }
            return try await inspect(reference.pinned(to: root.digest), client)
        } catch let error as RegistryError where error.code == .notFound || error.code == .missingRepository {
            return nil
        } catch {
            throw await access.explained(error, for: reference.domain)
        }
    }

    /// Platforms and config of an image that is in the store as well.
    private func local(_ root: Descriptor) -> ([Platform], ContainerConfig?)? {
        guard let store, let images = try? store.images(below: root), !images.isEmpty else { return nil }
        return (images.map(\.config.platform), images.first?.config.config)
    }

    private func inspect(_ reference: ImageReference, _ client: RegistryClient) async throws -> Release.ResolvedImage {
        let source = RegistrySource(reference, client: client)
        let root = try await source.root()
        guard case .index(let index) = root.manifest else {
            guard case .image(let manifest) = root.manifest, manifest.config.mediaType.isConfig else {
                return Release.ResolvedImage(reference)
            }
            let config = try CanonicalJSON.decode(ImageConfig.self, from: try await client.document(manifest.config, in: reference.path))
            return Release.ResolvedImage(reference, platforms: [config.platform], config: config.config)
        }
        // Attestations and the like have no platform that anything runs on.
        let platforms = index.manifests.compactMap(\.platform).filter { $0.os != "unknown" }
        guard let first = platforms.first else { return Release.ResolvedImage(reference) }
        let image = try await source.image(for: first, in: root)
        return Release.ResolvedImage(reference, platforms: platforms, config: image.config.config)
    }

    private func client(_ reference: ImageReference) async throws -> RegistryClient {
        return try await access.client(for: reference.domain)
    }
}
