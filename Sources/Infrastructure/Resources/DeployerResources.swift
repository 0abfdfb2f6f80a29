import AWS
import Configuration
import JSON
import Release

/// The role with which workflows of GitHub push and release, and GitHub as someone who can say who they are.
struct DeployerResources {
    private static let issuer = "token.actions.githubusercontent.com"

    let plan: StackPlan

    func add(to template: inout StackTemplate) throws(InfrastructureError) {
        guard let github = plan.infra.github else { return }
        if github.provider == .create {
            try template.add(
                "GitHubProvider",
                StackResource("AWS::IAM::OIDCProvider", ["Url": "https://\(Self.issuer)", "ClientIdList": ["sts.amazonaws.com"]]).ending(
                    .retain)
            )
        }
        let description = "Pushes and releases \(plan.stage) from \(github.repository), branch \(github.branch)"
        try template.add(
            "DeployRole",
            StackResource(
                "AWS::IAM::Role",
                JSONValue.fields([
                    "Description": .string(description), "AssumeRolePolicyDocument": trust(github),
                    "Policies": PolicyStatement.policies("push-and-release", statements),
                ])))
        try template.addOutput("DeployRoleArn", .attribute("DeployRole", "Arn"), description)
    }

    /// Workflows of one branch alone: pull requests of strangers have another subject.
    /// - Source: GitHub Docs, "OpenID Connect reference", on subject claims.
    private func trust(_ github: GitHubSpec) -> JSONValue {
        let existing = JSONValue.substituted("arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/\(Self.issuer)")
        let provider = github.provider == .create ? JSONValue.reference("GitHubProvider") : existing
        return [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": ["Federated": provider],
                    "Condition": [
                        "StringEquals": [
                            "\(Self.issuer):aud": "sts.amazonaws.com",
                            "\(Self.issuer):sub": "repo:\(github.repository):ref:refs/heads/\(github.branch)",
                        ]
                    ],
                ]
            ],
        ]
    }

    private var statements: [PolicyStatement] {
        PermissionCatalog.policy(for: [.push, .release, .rollback, .status], in: scope).statements.map { statement in
            statement.resources == ["*"]
                ? PolicyStatement(anywhereInRegion: statement.actions)
                : PolicyStatement(statement.actions, on: statement.resources.map(filledIn), if: statement.condition)
        }
    }

    private var scope: PermissionScope {
        var scope = PermissionScope(region: plan.destination.region, account: plan.destination.account)
        scope.repositories = plan.images.map(plan.repository)
        scope.clusters = Set(plan.services.map { ($0.spec.cluster ?? plan.destination.cluster).lastPart(after: ":cluster/") }).sorted()
        scope.services = plan.services.map(\.name)
        scope.families = plan.services.map { $0.spec.family ?? plan.destination.family(of: $0.name) }
        scope.logGroups = Set(
            plan.services.flatMap { [plan.destination.logGroup(of: $0.name)] + LogResources.namedGroups($0.spec) }
        ).sorted()
        scope.stacks = [plan.stage]
        for reference in plan.services.flatMap(\.spec.containers).flatMap(\.spec.secrets.values) {
            switch reference {
            case .secret(let name, _, _, _):
                // Of a full ARN the six characters at its end are no part of the name.
                scope.secrets.append(SecretARN(name).map { String($0.name.dropLast(7)) } ?? name.lastPart(after: ":secret:"))
            case .parameter(let name): scope.parameters.append(name.lastPart(after: ":parameter"))
            }
        }
        scope.roles = Set(givenRoles + taskRoles).sorted()
        scope.ecsRoles = Set(givenECSRoles + trafficRoles).sorted()
        return scope
    }

    /// The roles of the stack, by their logical ids.
    private var ownRoles: [String] { taskRoles + trafficRoles }

    /// Those that a release hands to ECS, to move traffic with.
    private var trafficRoles: [String] { plan.published.contains(where: \.movesTraffic) ? [ShiftResources.role] : [] }

    /// The others by name: of load balancers that exist already, and of functions that are asked.
    private var givenECSRoles: [String] {
        plan.services.flatMap { service in
            [service.spec.loadBalancer?.shifting?.role] + (service.spec.deployment?.shift?.hooks ?? []).map(\.role)
        }.compactMap { $0?.lastPart(after: ":role/") }
    }

    /// Those that a release hands to tasks.
    private var taskRoles: [String] {
        let tasks = plan.services.filter { $0.spec.taskRole == nil }.map { plan.id($0.name, "TaskRole") }
        return tasks + (plan.services.contains { $0.spec.executionRole == nil } ? ["ExecutionRole"] : [])
    }

    /// The others by name.
    private var givenRoles: [String] {
        plan.services.flatMap { [$0.spec.executionRole, $0.spec.taskRole] }.compactMap { $0?.lastPart(after: ":role/") }
    }

    /// An ARN in the account and region that CloudFormation says, and the stack's own roles by what they are called once they are made.
    private func filledIn(_ arn: String) -> JSONValue {
        var parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6 else { return .string(arn) }
        let role = String(parts[5].dropFirst("role/".count))
        if parts[2] == "iam", ownRoles.contains(role), !(givenRoles + givenECSRoles).contains(role) { return .attribute(role, "Arn") }
        parts[1] = "${AWS::Partition}"
        if parts[3] == plan.destination.region.name { parts[3] = "${AWS::Region}" }
        parts[4] = "${AWS::AccountId}"
        return .substituted(parts.joined(separator: ":"))
    }
}

extension String {
    /// What follows `mark`, in an ARN say; the whole text without it.
    fileprivate func lastPart(after mark: String) -> String {
        firstRange(of: mark).map { String(self[$0.upperBound...]) } ?? self
    }
}
