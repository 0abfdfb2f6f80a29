import Foundation
import TestSupport
import Testing

/// What each verb calls in an account, and what its calls take besides, against the policy that `imgship doctor --iam` gives its users.
@Suite(
    .serialized,
    .enabled(if: PythonTools.moto != nil && DockerRegistry.isInstalled, "moto[server] and docker-registry are needed: Scripts/setup test"))
struct `The policy of a verb` {
    /// A verb, what it is granted as, and what is given to it.
    struct Step: CustomStringConvertible {
        let arguments: [String]
        let users: [String]
        var input = ""
        /// `doctor` says that nothing is in the account.
        var status: Int32 = 0

        var description: String { arguments.joined(separator: " ") }
    }

    /// In the order of a project's life.
    private static let life = [
        Step(arguments: ["doctor"], users: ["doctor"], status: 1),
        Step(arguments: ["infra", "plan"], users: ["infra"]),
        Step(arguments: ["infra", "apply", "--yes"], users: ["infra"]),
        Step(arguments: ["secret", "set", "llm-chat/openai"], users: ["secret"], input: "sk-test"),
        Step(arguments: ["secret", "set", "llm-chat/openai"], users: ["secret"], input: "sk-another"),
        Step(arguments: ["secret", "list"], users: ["secret"]),
        Step(arguments: ["build"], users: []),
        Step(arguments: ["push", "--tag", "1"], users: ["push"]),
        Step(arguments: ["release", "--tag", "1"], users: ["release"]),
        Step(arguments: ["release", "--tag", "1", "--refresh"], users: ["release"]),
        Step(arguments: ["doctor"], users: ["doctor"]),
        Step(arguments: ["status"], users: ["status"]),
        Step(arguments: ["history", "backend"], users: ["status"]),
        Step(arguments: ["logs", "backend"], users: ["logs"]),
        Step(arguments: ["scale", "backend", "2"], users: ["scale"]),
        Step(arguments: ["rollback", "backend", "--yes"], users: ["rollback"]),
        Step(arguments: ["prune", "--keep", "1", "--yes"], users: ["prune"]),
        // moto looks for no drift.
        Step(arguments: ["infra", "drift"], users: ["infra"], status: 1),
        Step(arguments: ["infra", "destroy", "--yes", "--with-services", "--with-images", "--with-secrets"], users: ["infra"]),
    ]

    @Test func `allows all that the verb calls, and that its calls take besides`() throws {
        let account = try EmptyAccount(isNew: true, edit: Self.demanding)
        var deployer: Set<String> = []
        for step in Self.life {
            let before = try account.world.permissions.count
            let output = try account.run(step.arguments, input: step.input)
            #expect(output.status == step.status, "\(step): \(output.standardError)")
            let needed = Set(try account.world.permissions.dropFirst(before))
            if step.users.isEmpty { #expect(needed.isEmpty, "\(step)") } else { #expect(!needed.isEmpty, "\(step)") }
            let missing = needed.subtracting(try Self.allowed(step.users, in: account))
            #expect(missing == [], "\(step)")
            if step.arguments.prefix(2) == ["infra", "apply"] { deployer = try Self.deployer(in: account) }
            let isDeployers = !Set(step.users).isDisjoint(with: ["push", "release", "rollback", "status"])
            if isDeployers { #expect(needed.subtracting(deployer) == [], "\(step), by the role of the stack") }
        }
    }

    /// With whatever asks for more than its own permission: a key of secrets, a log group with a name, someone who deploys.
    private static func demanding(_ text: String) -> String {
        text.replacingOccurrences(of: "    port: 8000\n", with: "    port: 8000\n    logs: {group: /team/chat}\n") + """

            infra:
              github: {repository: organisation/llm-chat}
              kms: {secrets: "arn:aws:kms:\(MotoWorld.region):123456789012:key/11111111-2222-3333-4444-555555555555"}

            """
    }

    /// The actions of the policy for some users.
    private static func allowed(_ users: [String], in account: EmptyAccount) throws -> Set<String> {
        guard !users.isEmpty else { return [] }
        // It asks the account who is there: what it takes is written down too, and is no part of a step.
        let output = try account.run(["doctor", "--iam", "--json"] + users.flatMap { ["--for", $0] })
        #expect(output.status == 0, "\(output.standardError)")
        let policy = try JSONDecoder().decode(Policy.self, from: Data(output.text.utf8))
        return Set(policy.statements.flatMap(\.actions))
    }

    /// Those of the role with which workflows push and release.
    private static func deployer(in account: EmptyAccount) throws -> Set<String> {
        let script = """
            role = [r["RoleName"] for r in iam.list_roles(MaxItems=1000)["Roles"] if "DeployRole" in r["RoleName"]][0]
            print(json.dumps(iam.get_role_policy(RoleName=role, PolicyName="push-and-release")["PolicyDocument"]))
            """
        let text = try account.world.boto3(script, clients: ["iam"])
        return Set(try JSONDecoder().decode(Policy.self, from: Data(text.utf8)).statements.flatMap(\.actions))
    }

    private struct Policy: Decodable {
        struct Statement: Decodable {
            let actions: [String]

            private enum CodingKeys: String, CodingKey { case actions = "Action" }

            init(from decoder: any Decoder) throws {
                let fields = try decoder.container(keyedBy: CodingKeys.self)
                actions = try (try? [fields.decode(String.self, forKey: .actions)]) ?? fields.decode([String].self, forKey: .actions)
            }
        }
        let statements: [Statement]

        private enum CodingKeys: String, CodingKey { case statements = "Statement" }
    }
}
