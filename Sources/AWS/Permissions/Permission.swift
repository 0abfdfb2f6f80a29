import JSON

/// One action, what it is done to, and which commands need it.
package struct Permission: Hashable, Sendable {
    /// `ecs:UpdateService`
    package let action: String
    package let resource: Resource
    package let users: Set<User>

    /// What an action can be narrowed down to.
    /// - Source: AWS Service Authorization Reference, the resource types of each action.
    package enum Resource: Hashable, Sendable {
        /// The action knows no resources.
        case any
        case repository, cluster, service, serviceDeployment, serviceRevision, task, taskDefinition, containerInstance
        /// Whatever of ECS can have tags.
        case tagged
        case logGroup, stack, secret, parameter, role, visibleRole, scalableTarget, alarm, certificate, quota, identityProvider
        /// A role with which ECS itself changes things: listener rules, or a function that is asked.
        case ecsRole
        /// A role that a service of AWS has in each account: for clusters and load balancers, or for scaling.
        case linkedRole, scalingRole
        /// A key of the user's, by way of Secrets Manager.
        case secretKey
        /// What Application Auto Scaling watches services with.
        case scalingAlarm
    }

    /// A command, or a group of them, in the words a person would grant it by.
    package enum User: String, CaseIterable, Sendable {
        case push, release, rollback, status, logs
        case taskRun = "task-run"
        case scale, prune, secret, infra, doctor
    }

    /// What else must hold: a role is passed on to tasks alone, or to ECS alone, and a key is used by way of Secrets Manager alone.
    /// - Source: IAM User Guide, "iam:PassedToService"; KMS Developer Guide, "kms:ViaService".
    func condition(in scope: PermissionScope) -> JSONValue? {
        let (key, service): (String, String)
        switch (action, resource) {
        case ("iam:PassRole", .ecsRole): (key, service) = ("iam:PassedToService", "ecs.amazonaws.com")
        case ("iam:PassRole", _): (key, service) = ("iam:PassedToService", "ecs-tasks.amazonaws.com")
        case (_, .secretKey):
            (key, service) = ("kms:ViaService", "secretsmanager.\(scope.region.name).\(scope.region.partition.domain)")
        default: return nil
        }
        return ["StringEquals": [key: .string(service)]]
    }
}
