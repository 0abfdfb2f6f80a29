import Release

/// A resource of the template whose name another one has that is not in the stack.
package struct TakenName: Sendable, Hashable {
    /// Whose it is, by its tags.
    package enum Owner: Sendable, Hashable {
        case stack(String)
        /// It has been let go of by that stack.
        case formerStack(String)
        /// The project's own, made outside of its stack.
        case own
        case project(String, environment: String?)
        case unknown
    }

    let resource: NamedResource
    /// As CloudFormation asks for it when it is to be imported: `["RepositoryName": "chat/app"]`.
    package let identifier: [String: String]
    package let owner: Owner

    init(_ resource: NamedResource, identifier: [String: String], owner: Owner) {
        self.resource = resource
        self.identifier = identifier
        self.owner = owner
    }

    package var logicalID: String { resource.id }
    /// `AWS::ECR::Repository`
    package var type: String { kind.type }
    package var name: String { resource.name }
    private var kind: NamedResource.Kind { resource.kind }

    /// Whether it can be taken into the stack: not what another stack or project has.
    package var isAdoptable: Bool {
        switch owner {
        case .stack, .project: false
        case .formerStack, .own, .unknown: true
        }
    }

    /// `repository 'llm-chat/backend'`
    package var title: String { "\(kind.word) '\(name)'" }

    package var finding: ReleaseFinding {
        ReleaseFinding(.error, "name-taken", "the \(title) exists already, outside of the stack", why: whose, remedy: remedy)
    }

    /// What its tags say.
    package var whose: String {
        switch owner {
        case .stack(let stack): "it belongs to the stack '\(stack)'"
        case .formerStack(let stack): "the stack '\(stack)' made it, and has let go of it"
        case .own: "by its tags it is of this project"
        case .project(let project, let environment):
            "by its tags it is of the project '\(project)'" + (environment.map { ", environment '\($0)'" } ?? "")
        case .unknown: "no tag says whose it is" + maker
        }
    }

    /// Who commonly makes such a thing beside the stack.
    private var maker: String {
        switch kind {
        case .repository: "; `imgship push --create-repository` may have made it"
        case .logGroup: "; `imgship release` makes log groups that are not there"
        default: ""
        }
    }

    private var remedy: String {
        let adoption = isAdoptable ? "take it into the stack, `imgship infra import` says how" : nil
        return [use, adoption, deletion.map { "delete it: `\($0)`" }].compactMap(\.self).joined(separator: "; or ")
    }

    /// How the file would use it as it is.
    private var use: String? {
        switch kind {
        case .repository: "write 'repositories: {create: false}' below 'infra' to use it as it is"
        case .cluster: "write 'cluster: \(name)' for the services that are to run in it"
        case .namespace: "write 'service-connect: {namespace: \(name)}' for the services that are to use it"
        case .identityProvider: "write 'provider: existing' below 'github': an account has it once"
        case .logGroup: nil
        }
    }

    /// None for what others use, or may use.
    private var deletion: String? {
        guard isAdoptable else { return nil }
        return switch kind {
        case .repository: "aws ecr delete-repository --force --repository-name \(name)"
        case .logGroup: "aws logs delete-log-group --log-group-name \(name)"
        case .cluster: "aws ecs delete-cluster --cluster \(name)"
        case .namespace, .identityProvider: nil
        }
    }
}
