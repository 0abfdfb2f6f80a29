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
        for resource in order {
            let arns = scope.arns(of: resource)
            if arns.isEmpty { continue }
            let found = Dictionary(grouping: needed.filter { $0.resource == resource }) { $0.condition(in: scope) }
            // What is not restricted comes first.
            for (condition, permissions) in found.sorted(by: { $0.key == nil && $1.key != nil }) {
                statements.append(IAMPolicy.Statement(permissions.map(\.action), on: arns, if: condition))
            }
        }
        return IAMPolicy(statements)
    }

    /// The statements of a policy in their order.
    private static let order: [Permission.Resource] = [
        .repository, .cluster, .service, .serviceDeployment, .serviceRevision, .task, .taskDefinition, .containerInstance, .tagged,
        .logGroup, .secret, .secretKey, .parameter, .scalableTarget, .scalingAlarm, .alarm, .stack, .certificate, .quota,
        .identityProvider, .visibleRole, .role, .ecsRole, .linkedRole, .scalingRole, .any,
    ]

    static func row(_ resource: Permission.Resource, _ users: Set<Permission.User>, _ actions: String...) -> [Permission] {
        actions.map { Permission(action: $0, resource: resource, users: users) }
    }
}
