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
    var parameters: JSONObject {
        [
            "registryId": .string(registry.account), "repositoryName": .string(name),
            "imageTagMutability": .string(hasImmutableTags ? "IMMUTABLE" : "MUTABLE"),
            "imageScanningConfiguration": .object(["scanOnPush": .bool(scansOnPush)]),
        ]
    }
}
