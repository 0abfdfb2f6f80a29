import AWS
import Configuration
import JSON
import Release

/// The role with which workflows of GitHub push and release, and GitHub as someone who can say who they are.
struct DeployerResources {
    static let issuer = "token.actions.githubusercontent.com"
    /// Whom tokens of workflows are for.
    static let audience = "sts.amazonaws.com"
    /// The ARN of the provider that the account has; empty where the stack makes it.
    static let providerParameter = "GitHubProviderArn"
    private static let isMade = "MakesGitHubProvider"

    let plan: StackPlan

    func add(to template: inout StackTemplate) throws(InfrastructureError) {
        guard let github = plan.infra.github else { return }
        if github.provider == .create {
            template.addParameter(
                Self.providerParameter, type: "String", "GitHub's identity provider where the account has it; else it is made", default: "")
            template.addCondition(Self.isMade, ["Fn::Equals": [.reference(Self.providerParameter), ""]])
            // Others may use it by the time the stack goes; a stack that could not be made takes it back.
            try template.add(
                "GitHubProvider",
                StackResource(
                    "AWS::IAM::OIDCProvider", ["Url": "https://\(Self.issuer)", "ClientIdList": [.string(Self.audience)]]
                ).ending(.retainUnlessUnmade).only(if: Self.isMade))
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
        let provider: JSONValue =
            github.provider == .existing
            ? existing : ["Fn::If": [.string(Self.isMade), .reference("GitHubProvider"), .reference(Self.providerParameter)]]
        return [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": ["Federated": provider],
                    "Condition": [
                        "StringEquals": [
                            "\(Self.issuer):aud": .string(Self.audience),
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

    /// Of the stack's own cluster, and of its own log groups, everything: to name each service would be longer than IAM takes.
    private var scope: PermissionScope {
        var scope = PermissionScope(region: plan.destination.region, account: plan.destination.account)
        scope.repositories = plan.repositories
        scope.clusters = Set(plan.services.map { cluster(of: $0.spec) }).sorted()
        scope.services = Set(
            plan.services.map { $0.spec.cluster == nil ? "\(plan.destination.cluster)/*" : "\(cluster(of: $0.spec))/\($0.name)" }
        ).sorted()
        scope.families = plan.services.map { $0.spec.family ?? plan.destination.family(of: $0.name) }
        scope.logGroups = ([plan.destination.logGroup(of: "*")] + plan.services.flatMap { LogResources.namedGroups($0.spec) }).sorted()
        scope.stacks = [plan.destination.stackName]
        for reference in plan.services.flatMap(\.spec.containers).flatMap(\.spec.secrets.values) {
            switch reference {
            case .secret(let name, _, _, _):
                // Of a full ARN the six characters at its end are no part of the name.
                scope.secrets.append(SecretARN(name).map { String($0.name.dropLast(7)) } ?? name.lastPart(after: ":secret:"))
            case .parameter(let name): scope.parameters.append(name.lastPart(after: ":parameter"))
            }
        }
        scope.roles = Set(givenRoles + taskRoles).sorted()
        // To name each of the stack's a second time would take the room of several services.
        scope.visibleRoles = Set(givenRoles + ["\(plan.destination.stackName)-*"]).sorted()
        scope.ecsRoles = Set(givenECSRoles + trafficRoles).sorted()
        return scope
    }

    private func cluster(of service: ServiceSpec) -> String { (service.cluster ?? plan.destination.cluster).lastPart(after: ":cluster/") }

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
        // What is of another account is named as it is.
        guard parts.count == 6, parts[4] == plan.destination.account else { return .string(arn) }
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
