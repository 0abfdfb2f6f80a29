import OCI

extension RegistryClient {
    /// Lets a tag stand for a manifest or index that the repository has.
    /// - Returns: whether that was not so before.
    /// - Throws: ``RegistryError`` `.immutableTag` when the tag stands for something else and must not be moved, `.notFound`, and what access
    ///   and connection bring.
    package func tag(_ digest: Digest, as tag: String, in repository: String) async throws -> Bool {
        let task = pulling("the manifest '\(tag)'", from: repository)
        if try await resolve(.tag(tag), task)?.digest == digest { return false }
        let found = try await ownManifest(.digest(digest), in: repository)
        let document = PushPlan.Document(descriptor: found.descriptor, bytes: found.bytes)
        return try await ManifestPush(client: self, repository: repository).push(document, as: tag)
    }
}
