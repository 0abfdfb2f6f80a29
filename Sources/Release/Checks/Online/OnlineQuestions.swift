import JSON
import OCI

/// What to ask AWS and the registry about a service, read-only, before ``OnlineChecks`` judges the answers.
package struct OnlineQuestions: Sendable, Hashable {
    /// A secret variable of a container.
    package struct SecretVariable: Sendable, Hashable {
        package let container: String
        package let variable: String
        /// `valueFrom`.
        package let source: String
    }

    /// A log group of a container.
    package struct LogGroup: Sendable, Hashable {
        package let container: String
        package let name: String
        package let region: String?
    }

    package let cluster: String
    /// ARNs, each once.
    package let roles: [String]
    package let secrets: [SecretVariable]
    package let logGroups: [LogGroup]
    /// ARNs.
    package let targetGroups: [String]
    /// By what deployments move traffic.
    package let shiftedBalancers: [ShiftedBalancer]
    /// By what deployments have moved traffic up to now, and will not any more.
    package let leftBalancers: [ShiftedBalancer]
    /// Those that ECS takes itself, by ARN.
    package let ecsRoles: [String]
    package let subnets: [String]
    /// References by container.
    package let images: [String: ImageReference]

    package init(_ service: ComposedService) {
        let containers = service.task.containers
        cluster = service.cluster
        roles = Set([service.task.executionRole, service.task.taskRole].compactMap(\.self)).sorted()
        secrets = containers.flatMap { container in
            container.secrets.sorted { $0.key < $1.key }.map {
                SecretVariable(container: container.name ?? "", variable: $0.key, source: $0.value)
            }
        }
        logGroups = containers.compactMap { container in
            guard container.logDriver == "awslogs", let group = container.logOptions["awslogs-group"] else { return nil }
            return LogGroup(container: container.name ?? "", name: group, region: container.logOptions["awslogs-region"])
        }
        let effective = service.effective
        shiftedBalancers = effective.shiftedBalancers
        let running = service.running.flatMap { $0.isActive ? $0.service : nil }
        leftBalancers = effective.settings.movesTraffic ? [] : running?.shiftedBalancers ?? []
        targetGroups =
            effective.loadBalancers.compactMap { $0["targetGroupArn"]?.string } + shiftedBalancers.compactMap(\.alternateTargetGroup)
        ecsRoles = Set(shiftedBalancers.compactMap(\.role) + effective.settings.hooks.compactMap(\.role)).sorted()
        subnets = service.effective.network?["subnets"]?.strings ?? []
        let references = containers.compactMap { container in
            container.name.flatMap { name in container.image.flatMap { try? ImageReference($0) }.map { (name, $0) } }
        }
        images = Dictionary(references) { first, _ in first }
    }
}
