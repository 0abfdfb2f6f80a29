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
        case logGroup, stack, secret, parameter, role, scalableTarget, alarm, certificate, quota, identityProvider
        /// A role with which ECS itself changes things: listener rules, or a function that is asked.
        case ecsRole
    }

    /// A command, or a group of them, in the words a person would grant it by.
    package enum User: String, CaseIterable, Sendable {
        case push, release, rollback, status, logs, taskRun, scale, prune, secret, infra, doctor
    }
}
