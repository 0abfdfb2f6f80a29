import Content
import Diagnostics
import HTTP
import OCI

/// An image of a registry, as a source for builds and copies. Only its documents are fetched until a layer's bytes are asked for.
package struct RegistrySource: ImageSource, BlobSource {
    package let reference: ImageReference
    package let client: RegistryClient
    private let reporter: any Reporter

    /// Indexes in indexes deeper than this are refused.
    private static let depthLimit = 4

    /// - Parameter client: of the reference's registry.
    package init(_ reference: ImageReference, client: RegistryClient, reporter: any Reporter = SilentReporter()) {
        self.reference = reference
        self.client = client
        self.reporter = reporter
    }

    package var name: String { reference.description }

    /// The manifest or index that the reference stands for: what a lock pins.
    package func root() async throws -> FetchedManifest { try await client.manifest(ManifestName(reference), in: reference.path) }

    package func image(for platform: Platform) async throws -> ResolvedImage { try await image(for: platform, in: try await root()) }

    /// As ``image(for:)``, for several platforms of one ``root()``, which registries count as one pull.
    package func image(for platform: Platform, in root: FetchedManifest) async throws -> ResolvedImage {
        let chosen = try await manifest(for: platform, in: root, depth: 0)
        guard case .image(let manifest) = chosen.manifest else { throw unreadable(chosen.descriptor, "it is not the manifest of an image") }
        let config = try await config(manifest.config)
        guard config.platform.matches(platform) else {
            throw ContentError(
                .missingPlatform, "image for '\(platform)' in '\(name)'", reason: "its config says '\(config.platform)'")
        }
        return try ResolvedImage(descriptor: chosen.descriptor, manifest: manifest, config: config)
    }

    package func copy(_ blob: Descriptor, into store: ContentStore) async throws {
        try await client.downloads.run {
            try await client.asking(mirrorsFor: reference.path) { client, repository in
                try await BlobDownload(client: client, repository: repository, blob: blob, store: store, reporter: reporter).run()
            }
        }
    }

    package func document(_ descriptor: Descriptor) async throws -> [UInt8] { try await content.document(descriptor) }

    package func stream(_ blob: Descriptor) async throws -> any BlobStream { try await content.stream(blob) }

    private var content: RepositoryContent { RepositoryContent(reference.path, of: client) }

    private func manifest(for platform: Platform, in node: FetchedManifest, depth: Int) async throws -> FetchedManifest {
        guard case .index(let index) = node.manifest else { return node }
        guard depth < Self.depthLimit else {
            throw unreadable(node.descriptor, "indexes are nested more than \(Self.depthLimit) deep")
        }
        let descriptor: Descriptor
        do { descriptor = try index.manifest(for: platform) } catch {
            throw ContentError(.missingPlatform, "image for '\(platform)' in '\(name)'", reason: error.reason)
        }
        let child = try await client.manifest(.digest(descriptor.digest), in: reference.path)
        guard child.descriptor.size == descriptor.size, child.descriptor.mediaType == descriptor.mediaType else {
            throw unreadable(child.descriptor, "its size or media type is not what its index says")
        }
        var chosen = child
        chosen.descriptor.platform = descriptor.platform
        return try await manifest(for: platform, in: chosen, depth: depth + 1)
    }

    private func config(_ descriptor: Descriptor) async throws -> ImageConfig {
        guard descriptor.mediaType.isConfig else {
            throw unreadable(descriptor, "'\(descriptor.mediaType)' is not the config of an image; is it another kind of artifact?")
        }
        return try CanonicalJSON.decode(ImageConfig.self, from: try await client.document(descriptor, in: reference.path))
    }

    private func unreadable(_ descriptor: Descriptor, _ reason: String) -> ContentError {
        ContentError(.unreadableDocument, "\(descriptor.digest) of '\(name)'", reason: reason)
    }
}

extension RegistryClient {
    /// A small blob in memory, verified.
    /// - Throws: ``RegistryError`` `.tooLarge` beyond 4 MiB, `.wrongContent`, and what access and connection bring.
    package func document(_ blob: Descriptor, in repository: String) async throws -> [UInt8] {
        try await asking(mirrorsFor: repository) { client, repository in try await client.ownDocument(blob, in: repository) }
    }

    /// As ``document(_:in:)``, without asking the mirrors.
    private func ownDocument(_ blob: Descriptor, in repository: String) async throws -> [UInt8] {
        let task = pulling("the blob \(blob.digest)", from: repository)
        let limit = CanonicalJSON.defaultLimit
        guard blob.size <= limit else {
            throw RegistryError(
                .tooLarge, task.action, of: name(of: repository), reason: "it has \(blob.size) bytes; at most \(limit) are read")
        }
        let (answer, bytes) = try await reporting(task, .get) {
            let request = Request(.get, try address(repository, "blobs/\(blob.digest)"))
            return try await retrying {
                let answer = try await attempt(request, task.scope)
                return (answer, answer.isSuccess ? try await answer.body.collect(limit: limit) : [])
            }
        }
        guard answer.isSuccess else { throw refusal(answer, task) }
        guard Int64(bytes.count) == blob.size else { throw wrongContent(task, answer, "it has \(bytes.count) bytes, not \(blob.size)") }
        guard blob.digest.matches(bytes) else { throw wrongContent(task, answer, "its bytes do not hash to '\(blob.digest)'") }
        return bytes
    }
}
