import JSON

/// What goes with a stack, and what stays.
package struct Destruction: Sendable {
    package let stack: String
    /// In CloudFormation's word; nil when there is no stack, and only what it left is deleted.
    package let status: String?
    /// What is deleted, and what the stack lets go of.
    package let resources: [DoomedResource]
    /// Services of the project, which are deleted first.
    package let services: [StandingService]
    /// Those whose images go too.
    package let repositories: [DoomedRepository]
    /// Secrets that the file names: deleted, or kept.
    package let secrets: [DoomedSecret]

    /// Whether there is nothing to do.
    package var isEmpty: Bool { status == nil && doomedRepositories.isEmpty && doomedSecrets.isEmpty }
    package var doomedRepositories: [DoomedRepository] { repositories.filter(\.isDoomed) }
    package var doomedSecrets: [DoomedSecret] { secrets.filter(\.isDoomed) }
}

extension Destruction {
    /// The keys are a contract.
    package var json: JSONObject {
        [
            "stack": .string(stack), "status": status.map { .string($0) } ?? .null,
            "resources": .array(
                resources.map {
                    [
                        "logicalId": .string($0.logicalID), "physicalId": $0.physicalID.map { .string($0) } ?? .null,
                        "type": .string($0.type),
                        "kept": .bool($0.isKept),
                    ]
                }),
            "services": JSONValue(services.map(\.title)),
            "repositories": .array(
                repositories.map { ["name": .string($0.name), "images": JSONValue($0.images), "kept": .bool(!$0.isDoomed)] }),
            "secrets": .array(secrets.map { ["name": .string($0.name), "kept": .bool(!$0.isDoomed)] }),
        ]
    }
}
