import AWS
import Configuration

/// Which stack is a project's, and how it shows that it is.
package struct StackIdentity: Sendable, Hashable {
    /// What the stack is called: `llm-chat-production`.
    package let name: String
    package let project: String
    /// The entry of `environments:`; nil when there is none.
    package let environment: String?

    /// - Throws: ``InfrastructureError`` for a project that no stack can be made for.
    package init(of project: ProjectFile) throws(InfrastructureError) { self.init(try StackPlan(project)) }

    init(_ plan: StackPlan) {
        name = plan.destination.stackName
        project = plan.destination.project
        environment = plan.destination.environment
    }

    static let projectTag = "imgship:project"
    static let environmentTag = "imgship:environment"

    /// What the stack and its resources are marked with.
    package var tags: [String: String] {
        var tags = [Self.projectTag: project]
        tags[Self.environmentTag] = environment
        return tags
    }

    /// Whether tags are those of this project and environment.
    package func owns(_ tags: [String: String]) -> Bool {
        tags[Self.projectTag] == project && tags[Self.environmentTag] == environment
    }

    /// Whether what has that name in an account may be touched.
    ///
    /// A stack that was only ever planned shows its tags only once it is made: until then those of its plans tell whose it is.
    func mayTouch(_ stack: Stack, _ stacks: CloudFormationClient) async throws -> Bool {
        if owns(stack.tags) { return true }
        guard stack.tags.isEmpty, StackCondition(stack) == .planned else { return false }
        var isOurs = false
        for arn in try await stacks.listChangeSets(of: stack.id ?? name) {
            // One that is gone by now belongs to nobody.
            guard let set = try await stacks.describeChangeSet(arn) else { continue }
            guard owns(set.tags) else { return false }
            isOurs = true
        }
        return isOurs
    }
}
