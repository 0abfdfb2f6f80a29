/// A repository of ECR that is to be made.
package struct ECRRepository: Hashable, Sendable {
    package let registry: ECRRegistry
    /// In the registry: `team/app`.
    package let name: String
    /// Whether every image is searched for known weaknesses when it is pushed.
    package var scansOnPush = false
    /// Whether a tag, once it is set, stays with its image.
    package var hasImmutableTags = false

    package init(_ name: String, in registry: ECRRegistry) {
        self.name = name
        self.registry = registry
    }

    private struct Parameters: Encodable {
        struct Scanning: Encodable { let scanOnPush: Bool }
        let registryId: String
        let repositoryName: String
        let imageTagMutability: String
        let imageScanningConfiguration: Scanning
    }

    /// - Source: Amazon ECR API Reference, "CreateRepository".
    fileprivate func call() throws(AWSError) -> AWSCall {
        // Done twice, the second answer is that it exists.
        try AWSCall(
            .ecr, "CreateRepository", .repeatable,
            json: Parameters(
                registryId: registry.account, repositoryName: name, imageTagMutability: hasImmutableTags ? "IMMUTABLE" : "MUTABLE",
                imageScanningConfiguration: .init(scanOnPush: scansOnPush)))
    }
}

extension AWSAccess {
    /// Makes a repository unless there is one of its name, which is then left as it is.
    /// - Returns: whether it was made.
    /// - Throws: as ``AWSClient``: ``AWSError`` names the action that a policy must allow.
    package func create(_ repository: ECRRepository) async throws -> Bool {
        do {
            _ = try await client(for: repository.registry).call(repository.call())
            return true
        } catch let error as AWSError where error.serviceCode == "RepositoryAlreadyExists" {
            return false
        }
    }
}
