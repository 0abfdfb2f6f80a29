import AWS
import Configuration
import JSON
import Release

/// The role with which ECS starts tasks, and the role of each service's own tasks.
struct RoleResources {
    let plan: StackPlan
    let policies: PolicyLibrary

    func add(to template: inout StackTemplate) throws {
        if plan.services.contains(where: { $0.spec.executionRole == nil }) {
            let description = "Starts tasks of \(plan.stage): pulls images, reads secrets, writes logs"
            let role = role(description, "start-tasks", try executionStatements())
            let further = plan.services.flatMap(\.spec.executionPolicies)
            try template.add("ExecutionRole", try policies.add(further, to: role, "ExecutionRole"))
            try template.addOutput(StackOutput.executionRole, .attribute("ExecutionRole", "Arn"), description)
        }
        for (name, service) in plan.services where service.taskRole == nil {
            let id = plan.id(name, "TaskRole")
            let description = "What the tasks of '\(name)' of \(plan.stage) may do themselves"
            let role = role(description, "run", taskStatements(service))
            try template.add(id, try policies.add(service.taskPolicies, to: role, id))
            try template.addOutput(StackOutput.taskRole(of: name), .attribute(id, "Arn"), description)
        }
    }

    private func role(_ description: String, _ policy: String, _ statements: [PolicyStatement]) -> StackResource {
        StackResource(
            "AWS::IAM::Role",
            JSONValue.fields([
                "Description": .string(description), "AssumeRolePolicyDocument": Self.trust,
                "Policies": PolicyStatement.policies(policy, statements),
            ]))
    }

    /// Only tasks of this account and region: other customers' tasks are the same service.
    /// - Source: ECS Developer Guide, "Task IAM role", on the confused deputy.
    private static var trust: JSONValue {
        [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": ["Service": "ecs-tasks.amazonaws.com"],
                    "Condition": [
                        "StringEquals": ["aws:SourceAccount": .account], "ArnLike": ["aws:SourceArn": .arn("ecs", "*")],
                    ],
                ]
            ],
        ]
    }

    private func executionStatements() throws(InfrastructureError) -> [PolicyStatement] {
        let services = plan.services.filter { $0.spec.executionRole == nil }
        var repositories = Set(plan.repositories.map { $0.hasPrefix("arn:") ? .string($0) : JSONValue.arn("ecr", "repository/\($0)") })
        var secrets: Set<JSONValue> = []
        var parameters: Set<JSONValue> = []
        var groups: Set<JSONValue> = []
        for (name, service) in services {
            for (_, reference) in service.containers.flatMap({ $0.spec.secrets }) {
                switch reference {
                case .secret(let secret, _, _, _): secrets.formUnion(Self.arns(ofSecret: try resolved(secret, name, service)))
                case .parameter(let parameter): parameters.insert(Self.arn(ofParameter: try resolved(parameter, name, service)))
                }
            }
            repositories.formUnion(service.containers.compactMap { Self.arn(ofRepository: $0.spec.image) })
            if LogResources.hasOwnGroup(service) { groups.insert(.attribute(plan.id(name, "LogGroup"), "Arn")) }
            for group in LogResources.namedGroups(service) {
                groups.insert(.arn("logs", "log-group:\(try resolved(group, name, service)):*"))
            }
        }
        return [
            PolicyStatement(anywhereInRegion: ["ecr:GetAuthorizationToken"]),
            PolicyStatement(
                ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], on: Self.sorted(repositories)),
            PolicyStatement(["logs:CreateLogStream", "logs:PutLogEvents"], on: Self.sorted(groups)),
            PolicyStatement(["secretsmanager:GetSecretValue"], on: Self.sorted(secrets)),
            PolicyStatement(["ssm:GetParameters"], on: Self.sorted(parameters)),
            keys(forSecrets: !secrets.isEmpty, parameters: !parameters.isEmpty),
        ]
    }

    /// Own keys of secrets are used by way of what keeps the secrets, and for nothing else.
    /// - Source: KMS Developer Guide, "kms:ViaService".
    private func keys(forSecrets: Bool, parameters: Bool) -> PolicyStatement {
        let services = (forSecrets ? ["secretsmanager"] : []) + (parameters ? ["ssm"] : [])
        let names = services.map { JSONValue.substituted("\($0).${AWS::Region}.${AWS::URLSuffix}") }
        let keys = services.isEmpty ? [] : plan.infra.encryptionKeys.secrets.sorted().map { JSONValue.string($0) }
        return PolicyStatement(["kms:Decrypt"], on: keys, if: ["StringEquals": ["kms:ViaService": .array(names)]])
    }

    private func taskStatements(_ service: ServiceSpec) -> [PolicyStatement] {
        var statements: [PolicyStatement] = []
        if service.exec == true {
            statements.append(
                PolicyStatement(anywhereInRegion: [
                    "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel",
                    "ssmmessages:OpenDataChannel",
                ]))
        }
        let systems = Set(service.volumes.values.compactMap { $0.usesRole ? $0.fileSystem : nil }).sorted()
        statements.append(
            PolicyStatement(
                ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
                on: systems.map { .arn("elasticfilesystem", "file-system/\($0)") }))
        return statements
    }

    /// Where an image that the project does not build is in Amazon ECR, of whatever account: such as that of a sidecar.
    private static func arn(ofRepository image: ImageSelection?) -> JSONValue? {
        guard case .reference(let text) = image else { return nil }
        let parts = text.prefix { $0 != "@" }.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, let registry = ECRRegistry(host: String(parts[0])) else { return nil }
        let name = parts[1].prefix { $0 != ":" }
        return .string(registry.arn(of: String(name)))
    }

    /// Secrets Manager adds six characters to a name that nobody knows beforehand.
    private static func arns(ofSecret name: String) -> [JSONValue] {
        name.hasPrefix("arn:") ? [.string(name), .string(name + "-??????")] : [.arn("secretsmanager", "secret:\(name)-??????")]
    }

    private static func arn(ofParameter name: String) -> JSONValue {
        name.hasPrefix("arn:") ? .string(name) : .arn("ssm", "parameter/\(name.drop { $0 == "/" })")
    }

    private static func sorted(_ values: Set<JSONValue>) -> [JSONValue] { values.sorted { $0.text() < $1.text() } }

    private func resolved(_ text: String, _ name: String, _ service: ServiceSpec) throws(InfrastructureError) -> String {
        guard !text.contains("${") else { throw InfrastructureError(.variable(text), service: name, at: service.origin.location) }
        return text
    }
}
