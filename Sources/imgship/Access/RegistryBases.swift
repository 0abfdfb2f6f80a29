import Build
import Content
import Diagnostics
import OCI
import Registry

/// Base images in the registries they are in.
struct RegistryBases: BaseImages {
    let access: BaseAccess
    let reporter: any Reporter

    func resolve(_ reference: ImageReference, for platforms: [Platform]) async throws -> ResolvedBase {
        try await access.using(reference.domain) { client in
            let source = RegistrySource(reference, client: client, reporter: reporter)
            let root = try await source.root()
            var images: [Platform: ResolvedImage] = [:]
            for platform in platforms { images[platform] = try await source.image(for: platform, in: root) }
            return ResolvedBase(root: root.descriptor.digest, images: images)
        }
    }

    func fetchDocuments(below manifest: Descriptor, of reference: ImageReference, into store: ContentStore) async throws {
        try await access.using(reference.domain) { try await fetchDocuments(below: manifest, of: reference, from: $0, into: store) }
    }

    private func fetchDocuments(
        below manifest: Descriptor, of reference: ImageReference, from client: RegistryClient, into store: ContentStore
    ) async throws {
        let name = "'\(client.name(of: reference.path))'"
        let fetched = try await client.manifest(.digest(manifest.digest), in: reference.path)
        guard fetched.descriptor.size == manifest.size, fetched.descriptor.mediaType == manifest.mediaType,
            case .image(let image) = fetched.manifest
        else {
            throw ContentError(
                .wrongContent, "\(manifest.digest) from \(name)", reason: "its size or media type is not what the lock says",
                hint: "run `imgship lock`")
        }
        let config = try await client.document(image.config, in: reference.path)
        // The manifest comes last: where it is, all of it is.
        for (descriptor, bytes) in [(image.config, config), (manifest, fetched.bytes)] {
            try store.write(bytes, expecting: BlobExpectation(digest: descriptor.digest, size: descriptor.size, origin: name))
        }
    }
}
