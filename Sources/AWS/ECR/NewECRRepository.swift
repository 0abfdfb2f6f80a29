import JSON

/// A repository of ECR that is to be made.
package struct NewECRRepository: Hashable, Sendable {
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

    /// - Source: Amazon ECR API Reference, "CreateRepository".
    fileprivate var call: AWSCall {
        // Done twice, the second answer is that it exists.
        AWSCall(
            .ecr, "CreateRepository", .repeatable,
            json: [
                "registryId": .string(registry.account), "repositoryName": .string(name),
                "imageTagMutability": .string(hasImmutableTags ? "IMMUTABLE" : "MUTABLE"),
                "imageScanningConfiguration": .object(["scanOnPush": .bool(scansOnPush)]),
            ])
    }
}

extension AWSAccess {
    /// Makes a repository unless there is one of its name, which is then left as it is.
    /// - Returns: whether it was made.
    /// - Throws: as ``AWSClient``: ``AWSError`` names the action that a policy must allow.
    package func create(_ repository: NewECRRepository) async throws -> Bool {
        do {
            _ = try await client(for: repository.registry).call(repository.call)
            return true
        } catch let error as AWSError where error.serviceCode == "RepositoryAlreadyExists" {
            return false
        }
    }
}
