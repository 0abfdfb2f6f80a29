import JSON

/// An AWS account as it is before the simulation begins.
///
/// A service that "runs already" is written as it would be asked for, and is there, healthy and an hour old, when the first call comes.
package struct SimulatedAccount: Sendable {
    package var id = "123456789012"
    package var region = "eu-central-1"
    package var clusters = ["default"]
    /// Of every cluster, beside those of Fargate.
    package var capacityProviders: [String] = []
    package var services: [SimulatedService] = []
    /// Without any, every image can be pulled.
    package var images: [SimulatedImage] = []
    /// Without any, every secret can be read.
    package var secrets: [SimulatedSecret] = []
    /// Values in Systems Manager, by name.
    package var parameters: [String: String] = [:]
    package var logGroups: [String] = []
    package var targetGroups: [SimulatedTargetGroup] = []
    /// Rules of listeners beside their default ones.
    package var listenerRules: [SimulatedListenerRule] = []
    package var roles: [SimulatedRole] = []
    package var network = SimulatedNetwork()
    /// Names of alarms, all quiet.
    package var alarms: [String] = []
    /// Outputs of stacks, by the names of the stacks.
    package var stacks: [String: [String: String]] = [:]

    package init() {}

    /// An account with what a service on Fargate needs: a cluster, two public subnets, a security group, the two roles.
    package static func typical(cluster: String = "demo") -> SimulatedAccount {
        var account = SimulatedAccount()
        account.clusters = [cluster]
        account.network = .twoPublicSubnets
        account.roles = [
            SimulatedRole("ecsTaskExecutionRole", trusting: ["ecs-tasks.amazonaws.com"]),
            SimulatedRole("ecsTaskRole", trusting: ["ecs-tasks.amazonaws.com"]),
        ]
        return account
    }

    /// `arn:aws:ecs:eu-central-1:123456789012:cluster/demo`
    package func arn(_ service: String, _ resource: String) -> String { "arn:aws:\(service):\(region):\(id):\(resource)" }

    package func roleARN(_ name: String) -> String { "arn:aws:iam::\(id):role/\(name)" }

    /// Host and name of a repository in the account's registry.
    package func repository(_ name: String) -> String { "\(id).dkr.ecr.\(region).amazonaws.com/\(name)" }

    package func secretARN(_ secret: SimulatedSecret) -> String {
        secret.arn ?? arn("secretsmanager", "secret:\(secret.name)-\(secret.suffix)")
    }

    package func targetGroupARN(_ group: SimulatedTargetGroup) -> String {
        group.arn ?? arn("elasticloadbalancing", "targetgroup/\(group.name)/6d0ecf831eec9f09")
    }

    package func loadBalancerARN(_ group: SimulatedTargetGroup) -> String {
        arn("elasticloadbalancing", "loadbalancer/app/\(group.loadBalancer)/50dc6c495c0c9188")
    }
}
