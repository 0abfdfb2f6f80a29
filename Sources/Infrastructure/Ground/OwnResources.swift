import AWS

/// What the stack has already.
struct OwnResources {
    private let resources: [AWS.StackResource]

    /// - Parameter stack: none of it for nil.
    init(of stack: Stack?, _ stacks: CloudFormationClient) async throws {
        guard let stack = stack?.id ?? stack?.name else {
            resources = []
            return
        }
        resources = try await stacks.listStackResources(stack).filter { $0.physicalID != nil && $0.status != "DELETE_COMPLETE" }
    }

    var isEmpty: Bool { resources.isEmpty }

    func has(_ resource: NamedResource) -> Bool {
        resources.contains { $0.type == resource.kind.type && ($0.logicalID == resource.id || $0.physicalID == resource.name) }
    }

    /// Its ARN or name; nil for what the stack does not have.
    func physicalID(of logicalID: String) -> String? { resources.first { $0.logicalID == logicalID }?.physicalID }

    func logicalID(of physicalID: String) -> String? { resources.first { $0.physicalID == physicalID }?.logicalID }

    func count(of type: String) -> Int { resources.count { $0.type == type } }
}
