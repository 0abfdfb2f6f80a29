import Content
import OCI

/// A repository of a registry, as a place that images are read from; nothing of it is kept on disk.
package struct RepositoryContent: BlobSource {
    private let client: RegistryClient
    private let repository: String
    /// Manifests that were fetched already.
    private let known: [Digest: [UInt8]]

    /// - Parameter known: what need not be asked for again.
    package init(_ repository: String, of client: RegistryClient, known: [FetchedManifest] = []) {
        self.client = client
        self.repository = repository
        self.known = Dictionary(known.map { ($0.descriptor.digest, $0.bytes) }) { first, _ in first }
    }

    package var name: String { "'\(client.name(of: repository))'" }

    /// - Throws: ``RegistryError`` `.tooLarge` beyond 4 MiB, `.wrongContent`, and what access and connection bring.
    package func document(_ descriptor: Descriptor) async throws -> [UInt8] {
        guard descriptor.mediaType.isIndex || descriptor.mediaType.isManifest else {
            return try await client.document(descriptor, in: repository)
        }
        let bytes: [UInt8]
        if let held = known[descriptor.digest] {
            bytes = held
        } else {
            bytes = try await client.manifest(.digest(descriptor.digest), in: repository).bytes
        }
        guard Int64(bytes.count) == descriptor.size else {
            let task = client.pulling("the manifest '\(descriptor.digest)'", from: repository)
            throw RegistryError(
                .wrongContent, task.action, of: client.name(of: repository),
                reason: "it has \(bytes.count) bytes, its index says \(descriptor.size)")
        }
        return bytes
    }

    /// - Throws: ``RegistryError`` before anything is read when the registry does not have the blob.
    package func stream(_ blob: Descriptor) async throws -> any BlobStream {
        try await client.asking(mirrorsFor: repository) { client, repository in
            let stream = RepositoryStream(blob, of: repository, client)
            try await stream.open()
            return stream
        }
    }
}
