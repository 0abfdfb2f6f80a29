/// The things of one project, which its permissions are narrowed down to.
package struct PermissionScope: Hashable, Sendable {
    package var region: Region
    /// Twelve digits.
    package var account: String
    /// All by name, in that region and account.
    /// One of another account or region by its ARN.
    package var repositories: [String] = []
    package var clusters: [String] = []
    /// With their clusters: `main/backend`; `main/*` is all of one.
    package var services: [String] = []
    /// Families of task definitions.
    package var families: [String] = []
    /// One that ends in `*` is all that begin alike.
    package var logGroups: [String] = []
    package var stacks: [String] = []
    /// With or without the six characters that AWS adds.
    package var secrets: [String] = []
    package var parameters: [String] = []
    /// ARNs of the keys with which new secrets are encrypted.
    package var secretKeys: [String] = []
    /// Roles of the tasks, with their paths: `role/app/backend-task` is `app/backend-task`.
    package var roles: [String] = []
    /// Those that may be looked at, where they are not just ``roles``: one that ends in `*` is all that begin alike.
    package var visibleRoles: [String]?
    /// Roles that ECS takes itself to move traffic; with their paths.
    package var ecsRoles: [String] = []

    package init(region: Region, account: String) {
        self.region = region
        self.account = account
    }

    /// What a statement about that kind of thing names; none when the project has no such thing.
    func arns(of kind: Permission.Resource) -> [String] {
        switch kind {
        case .any: ["*"]
        case .repository: repositories.map { $0.hasPrefix("arn:") ? $0 : arn("ecr", "repository/\($0)") }
        case .cluster: clusters.map { arn("ecs", "cluster/\($0)") }
        case .service: perService("service", "")
        case .serviceDeployment: perService("service", "") + perService("service-deployment", "/*")
        case .serviceRevision: perService("service", "") + perService("service-revision", "/*")
        case .task: clusters.map { arn("ecs", "task/\($0)/*") }
        case .taskDefinition: families.map { arn("ecs", "task-definition/\($0):*") }
        case .containerInstance: clusters.map { arn("ecs", "container-instance/\($0)/*") }
        case .tagged: [Permission.Resource.cluster, .service, .task, .taskDefinition].flatMap(arns)
        case .logGroup:
            logGroups.flatMap { group in (group.hasSuffix("*") ? [""] : ["", ":*"]).map { arn("logs", "log-group:\(group)\($0)") } }
        case .stack: stacks.map { arn("cloudformation", "stack/\($0)/*") }
        case .secret: secrets.map { arn("secretsmanager", "secret:\($0)-*") }
        case .parameter: parameters.map { arn("ssm", "parameter/\($0.drop { $0 == "/" })") }
        case .role: roles.map(role)
        case .visibleRole: (visibleRoles ?? roles).map(role)
        case .ecsRole: ecsRoles.map(role)
        case .linkedRole: [LinkedRole.containers, .loadBalancing, .scaling].map { role($0.resource) }
        case .scalingRole: services.isEmpty ? [] : [role(LinkedRole.scaling.resource)]
        case .secretKey: secretKeys
        case .scalableTarget: services.isEmpty ? [] : [arn("application-autoscaling", "scalable-target/*")]
        case .scalingAlarm: services.map { arn("cloudwatch", "alarm:TargetTracking-service/\($0.split(separator: "/")[0])/*") }
        case .alarm: [arn("cloudwatch", "alarm:*")]
        case .certificate: [arn("acm", "certificate/*")]
        case .quota: [arn("servicequotas", "*")]
        case .identityProvider: ["arn:\(region.partition.name):iam::\(account):oidc-provider/*"]
        }
    }

    private func role(_ name: String) -> String { "arn:\(region.partition.name):iam::\(account):role/\(name)" }

    private func perService(_ type: String, _ ending: String) -> [String] { services.map { arn("ecs", "\(type)/\($0)\(ending)") } }

    private func arn(_ service: String, _ resource: String) -> String {
        ARN(partition: region.partition.name, service: service, region: region.name, account: account, resource: resource).description
    }
}
