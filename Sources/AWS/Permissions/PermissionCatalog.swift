import JSON

/// Every action this program calls, with who needs it: from here `imgship doctor --iam` makes the policy of a project.
///
/// What CloudFormation itself does for `infra` (making roles, load balancers, ...) is not here: it depends on the template.
package enum PermissionCatalog {
    package static let all: [Permission] = registry + ecs + around + network + stacks + ground

    /// The least that the users need in a project; what the project has none of is left out.
    package static func policy(for users: Set<Permission.User>, in scope: PermissionScope) -> IAMPolicy {
        let needed = all.filter { !$0.users.isDisjoint(with: users) }
        var statements: [IAMPolicy.Statement] = []
        for (resource, condition) in order {
            let actions = needed.filter { $0.resource == resource && ($0.action == passRole) == (condition != nil) }.map(\.action)
            let arns = scope.arns(of: resource)
            if !actions.isEmpty, !arns.isEmpty { statements.append(IAMPolicy.Statement(actions, on: arns, if: condition)) }
        }
        return IAMPolicy(statements)
    }

    private static let passRole = "iam:PassRole"

    /// The statements of a policy in their order; a role may be passed on to tasks alone, or to ECS alone.
    private static let order: [(Permission.Resource, JSONValue?)] = [
        (.repository, nil), (.cluster, nil), (.service, nil), (.serviceDeployment, nil), (.serviceRevision, nil), (.task, nil),
        (.taskDefinition, nil), (.containerInstance, nil), (.tagged, nil), (.logGroup, nil), (.secret, nil), (.parameter, nil),
        (.scalableTarget, nil), (.alarm, nil), (.stack, nil), (.certificate, nil), (.quota, nil), (.identityProvider, nil), (.role, nil),
        (.role, ["StringEquals": ["iam:PassedToService": "ecs-tasks.amazonaws.com"]]), (.ecsRole, nil),
        (.ecsRole, ["StringEquals": ["iam:PassedToService": "ecs.amazonaws.com"]]), (.any, nil),
    ]

    static func row(_ resource: Permission.Resource, _ users: Set<Permission.User>, _ actions: String...) -> [Permission] {
        actions.map { Permission(action: $0, resource: resource, users: users) }
    }
}
