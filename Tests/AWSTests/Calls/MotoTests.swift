import AWS
import HTTP
import TestSupport
import Testing

/// moto, which recomputes every signature and evaluates policies, stands in for AWS.
@Suite(.enabled(if: PythonTools.moto != nil, "no Python with moto[server]: run Scripts/setup test"), .serialized)
struct `With AWS played by moto` {
    private static let iam = AWSService("iam", variable: "IAM", wire: .query(version: "2010-05-08"))
    private static let registry = ECRRegistry(host: "123456789012.dkr.ecr.us-east-1.amazonaws.com")

    /// What is set up before moto begins to check.
    private static let setup: [(String, [String: String])] = [
        ("CreateUser", ["UserName": "pusher"]),
        ("PutUserPolicy", ["UserName": "pusher", "PolicyName": "p", "PolicyDocument": policy("sts:*", "ecr:GetAuthorizationToken")]),
        ("CreateUser", ["UserName": "stranger"]),
        ("CreateRole", ["RoleName": "build", "AssumeRolePolicyDocument": trust]),
        ("PutRolePolicy", ["RoleName": "build", "PolicyName": "p", "PolicyDocument": policy("sts:GetCallerIdentity")]),
    ]

    private static let trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
        "Principal":{"AWS":"arn:aws:iam::123456789012:user/pusher"}}]}
        """

    private static func policy(_ actions: String...) -> String {
        let list = actions.map { "\"\($0)\"" }.joined(separator: ",")
        return #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[\#(list)],"Resource":"*"}]}"#
    }

    private let server: MotoServer
    private let http: HTTPClient
    private let endpoints: Endpoints

    init() throws {
        // Two more: the access keys.
        let free = "\(Self.setup.count + 2)"
        server = try MotoServer(environment: ["INITIAL_NO_AUTH_ACTION_COUNT": free])
        http = try HTTPClient()
        endpoints = Endpoints(environment: ["AWS_ENDPOINT_URL": server.address], profile: nil)
    }

    private func client(_ credentials: Credentials?) -> AWSClient {
        AWSClient(http, region: .global, credentials: credentials.map(FixedCredentials.init), endpoints: endpoints, retry: .never)
    }

    /// Keys of the one who may, and of the one who may nothing.
    private func prepare() async throws -> (pusher: Credentials, stranger: Credentials) {
        let admin = client(Credentials(accessKeyID: "test", secretAccessKey: "test"))
        for (action, parameters) in Self.setup { _ = try await admin.call(AWSCall(Self.iam, action, .repeatable, form: parameters)) }
        var keys: [Credentials] = []
        for name in ["pusher", "stranger"] {
            let call = AWSCall(Self.iam, "CreateAccessKey", .repeatable, form: ["UserName": name])
            let key = try await admin.xml(call).child("CreateAccessKeyResult")?.child("AccessKey")
            keys.append(
                Credentials(
                    accessKeyID: try #require(key?.text(at: "AccessKeyId")), secretAccessKey: try #require(key?.text(at: "SecretAccessKey"))
                ))
        }
        return (keys[0], keys[1])
    }

    private func token(_ credentials: Credentials) async throws -> ECRToken {
        try await ECRToken.fetch(
            for: try #require(Self.registry), credentials: FixedCredentials(credentials), http: http, endpoints: endpoints, retry: .never)
    }

    @Test func `the right key is accepted, by JSON and by query services`() async throws {
        let (pusher, _) = try await prepare()
        let token = try await token(pusher)
        #expect(token.user == "AWS")
        #expect(token.password.exposed == "123456789012-auth-token")
        #expect(token.expiration == 1_420_070_400)
        let identity = try await TokenService(client(pusher)).callerIdentity()
        #expect(identity.account == "123456789012")
        #expect(identity.arn == "arn:aws:iam::123456789012:user/pusher")
    }

    @Test func `a role's key, with its session token, is accepted`() async throws {
        let (pusher, _) = try await prepare()
        let role = TokenService.Role(arn: "arn:aws:iam::123456789012:role/build", sessionName: "s")
        let assumed = try await TokenService(client(pusher)).assume(role)
        #expect(assumed.accessKeyID.hasPrefix("ASIA"))
        #expect(assumed.sessionToken != nil)
        #expect(assumed.expiration != nil)
        let identity = try await TokenService(client(assumed)).callerIdentity()
        #expect(identity.arn == "arn:aws:sts::123456789012:assumed-role/build/s")
        let error = await #expect(throws: AWSError.self) { try await token(assumed) }
        #expect(error?.summary == "AWS does not allow 'ecr:GetAuthorizationToken'")
    }

    @Test func `a wrong secret, an unknown key and a stranger are refused, each in its own words`() async throws {
        let (pusher, stranger) = try await prepare()
        let wrong = Credentials(accessKeyID: pusher.accessKeyID, secretAccessKey: pusher.secretAccessKey.exposed + "x")
        for (credentials, code, hint) in [
            (wrong, "SignatureDoesNotMatch", "check the secret access key '\(pusher.accessKeyID)', and the clock of this machine"),
            (
                Credentials(accessKeyID: "AKIANOBODY", secretAccessKey: "s"), "InvalidClientTokenId",
                "AWS does not know the access key 'AKIANOBODY': check it, and the partition of the region"
            ),
            (
                stranger, "AccessDenied",
                "add this to a policy of 'arn:aws:iam::123456789012:user/stranger': "
                    + #"{"Effect":"Allow","Action":"ecr:GetAuthorizationToken","Resource":"*"}"#
            ),
        ] {
            let error = await #expect(throws: AWSError.self) { try await token(credentials) }
            #expect(error?.serviceCode == code)
            #expect(error?.hint == hint)
        }
    }
}
