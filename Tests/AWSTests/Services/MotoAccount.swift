import AWS
import HTTP
import Synchronization
import TestSupport
import Testing

/// An account that moto plays: it recomputes every signature, and lets its one user do what ``PermissionCatalog`` says, and what tests need
/// to set up. Answers are kept, for botocore to read them too.
final class MotoAccount: AWSTransport {
    private let server: MotoServer
    private let network: SignedTransport
    private let user: Credentials
    private let answers = Mutex<[(call: AWSCall, body: String)]>([])

    /// Moto evaluates actions, knows no resources, and takes CloudWatch's name in signatures for its name in policies.
    private static let policy = IAMPolicy([
        .init(PermissionCatalog.all.map(\.action), on: ["*"]),
        .init(
            [
                "cloudformation:CreateStack", "monitoring:*", "ecr:PutImage", "elasticloadbalancing:Create*", "iam:CreateRole",
                "logs:CreateLogStream",
                "logs:PutLogEvents", "ssm:PutParameter",
            ], on: ["*"]),
    ])

    init() async throws {
        // The four calls that make the user; after them moto checks.
        server = try MotoServer(environment: ["INITIAL_NO_AUTH_ACTION_COUNT": "3"])
        let endpoints = Endpoints(environment: ["AWS_ENDPOINT_URL": server.address], profile: nil)
        network = SignedTransport(try HTTPClient(), endpoints, clock: .system)
        let admin = AWSClient(
            network, region: .global, credentials: FixedCredentials(Credentials(accessKeyID: "a", secretAccessKey: "s")), retry: .never)
        func make(_ action: String, _ form: [String: String]) async throws -> XMLElement {
            try await admin.xml(AWSCall(.iam, action, .onlyIfRefused, form: form.merging(["UserName": "deployer"]) { $1 }))
        }
        _ = try await make("CreateUser", [:])
        _ = try await make("PutUserPolicy", ["PolicyName": "p", "PolicyDocument": Self.policy.json.text()])
        let key = try await make("CreateAccessKey", [:]).child("CreateAccessKeyResult")?.child("AccessKey")
        user = Credentials(
            accessKeyID: try #require(key?.text(at: "AccessKeyId")), secretAccessKey: try #require(key?.text(at: "SecretAccessKey")))
    }

    func client() -> AWSClient { AWSClient(self, region: .global, credentials: FixedCredentials(user), retry: .never) }

    func send(_ call: AWSCall, in region: Region, with credentials: Credentials?) async throws -> AWSAnswer {
        let answer = try await network.send(call, in: region, with: credentials)
        if answer.isSuccess { answers.withLock { $0.append((call, answer.text)) } }
        return answer
    }

    /// See ``BotocoreReader``: of the last answer to each action.
    func expectBotocoreAgrees(_ readings: BotocoreReader.Readings, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
        let kept = answers.withLock(\.self).map { (permission: $0.call.permission, body: $0.body) }
        try BotocoreReader.expectAgreement(on: kept, readings, sourceLocation: sourceLocation)
    }
}
