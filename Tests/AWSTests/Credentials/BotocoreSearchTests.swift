import AWS
import HTTP
import TestSupport
import Testing

/// Files and variables that people have: botocore finds the same credentials, and asks the same on the way.
@Suite(.enabled(if: PythonTools.botocore != nil, "no Python with botocore: run Scripts/setup test"))
struct `Credentials as botocore finds them` {
    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var config = ""
        var credentials = ""
        var variables: [String: String] = [:]
        var profile: String?
        /// Of the token service.
        var answers = [
            STSAnswer.role("FIRST", until: `Credentials as botocore finds them`.far),
            STSAnswer.role("SECOND", until: `Credentials as botocore finds them`.far),
        ]
        /// Ours is an error, as botocore's is.
        var isRefused = false
    }

    fileprivate static let far = "2100-01-01T00:00:00Z"
    private static let web = STSAnswer.webIdentity("WEB", until: far)
    private static let environmentKeys = ["AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "e"]
    private static let keys = "aws_access_key_id = KEY\naws_secret_access_key = k\n"
    private static let role = "role_arn = arn:aws:iam::123456789012:role/r\n"
    private static let process =
        #"credential_process = /bin/echo '{"Version":1,"AccessKeyId":"PROCESS","SecretAccessKey":"p","SessionToken":"t"}'"# + "\n"
    private static let sso = "sso_account_id = 1\nsso_role_name = r\nsso_region = eu-west-1\nsso_start_url = https://corp.example/start\n"
    private static let webIdentity = "web_identity_token_file = HOME/token\n"

    private static let cases = [
        Case(
            testDescription: "variables before a profile", config: "[profile p]\n" + keys,
            variables: environmentKeys.merging(["AWS_PROFILE": "p"]) { $1 }),
        Case(testDescription: "a named profile before variables", config: "[profile p]\n" + keys, variables: environmentKeys, profile: "p"),
        Case(
            testDescription: "the old name of the session token",
            variables: environmentKeys.merging(["AWS_SECURITY_TOKEN": "token"]) { $1 }),
        Case(
            testDescription: "an end of the variables",
            variables: environmentKeys.merging(["AWS_CREDENTIAL_EXPIRATION": "2100-01-01T00:00:00Z"]) { $1 }),
        Case(testDescription: "the old name of the token in a file", credentials: "[default]\naws_security_token = token\n" + keys),
        Case(
            testDescription: "keys of the credentials file without the token of the config file",
            config: "[default]\naws_access_key_id = OLD\naws_secret_access_key = o\naws_session_token = stale",
            credentials: "[default]\n" + keys),
        Case(
            testDescription: "keys in the credentials file before a process", config: "[default]\n" + process,
            credentials: "[default]\n" + keys),
        Case(testDescription: "a process before keys in the config file", config: "[default]\n" + process + keys),
        Case(testDescription: "a sign-in before keys", config: "[default]\n" + sso, credentials: "[default]\n" + keys),
        Case(testDescription: "a name with a space", config: "[profile \"my team\"]\n" + keys, profile: "my team"),
        Case(testDescription: "a profile that is not there", variables: ["AWS_PROFILE": "gone"], isRefused: true),
        Case(
            testDescription: "a role through a role",
            config: """
                [profile top]
                \(role)source_profile = middle
                external_id = a&b
                duration_seconds = 900
                role_session_name = me
                region = eu-west-1
                [profile middle]
                role_arn = arn:aws:iam::123456789012:role/middle
                source_profile = root
                region = us-east-2
                """, credentials: "[root]\n" + keys, variables: ["AWS_PROFILE": "top"]),
        Case(
            testDescription: "a source with keys and a role",
            config: "[default]\nregion = eu-west-1\n\(role)source_profile = s\n[profile s]\n\(role)source_profile = s\n" + keys),
        Case(
            testDescription: "a role with keys of its own",
            config: "[default]\nregion = eu-west-1\n\(role)source_profile = default\n" + keys),
        Case(
            testDescription: "a role and the region of a variable",
            config: "[default]\nregion = eu-west-1\n\(role)source_profile = s\n[profile s]\n" + keys,
            variables: ["AWS_DEFAULT_REGION": "sa-east-1", "AWS_REGION": "sa-east-1"]),
        Case(
            testDescription: "a role of a process",
            config: "[default]\nregion = eu-west-1\n\(role)source_profile = s\n[profile s]\n" + process),
        Case(
            testDescription: "a role of a sign-in", config: "[default]\nregion = eu-west-1\n\(role)source_profile = s\n[profile s]\n" + sso),
        Case(
            testDescription: "a role of variables", config: "[profile p]\nregion = eu-west-1\n\(role)credential_source = Environment",
            variables: environmentKeys, profile: "p"),
        Case(
            testDescription: "a role of a container", config: "[default]\nregion = eu-west-1\n\(role)credential_source = EcsContainer",
            variables: ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "SERVER/c", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "opaque"]),
        Case(
            testDescription: "two sources of a role",
            config: "[default]\n\(role)source_profile = s\ncredential_source = Environment\n[profile s]\n" + keys, isRefused: true),
        Case(testDescription: "no source of a role", config: "[default]\n" + role, isRefused: true),
        Case(
            testDescription: "a circle", config: "[default]\n\(role)source_profile = b\n[profile b]\n\(role)source_profile = default",
            isRefused: true),
        Case(
            testDescription: "a web identity of a profile",
            config: "[default]\nregion = eu-west-1\n\(role)role_session_name = ci\n" + webIdentity, answers: [web]),
        Case(
            testDescription: "a source that is a web identity",
            config: "[default]\nregion = eu-west-1\n\(role)source_profile = w\n[profile w]\n\(role)\(webIdentity)",
            answers: [web, STSAnswer.role("FIRST", until: far)]),
        Case(
            testDescription: "a profile that takes a role before the token of variables",
            config: "[default]\nregion = eu-west-1\n\(role)source_profile = s\n[profile s]\n" + keys,
            variables: ["AWS_WEB_IDENTITY_TOKEN_FILE": "HOME/token", "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/web"]),
        Case(
            testDescription: "the token of variables before the keys of a profile", config: "[default]\nregion = eu-west-1\n" + keys,
            variables: ["AWS_WEB_IDENTITY_TOKEN_FILE": "HOME/token", "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/web"], answers: [web]),
        Case(
            testDescription: "the token service of a profile's services",
            config:
                "[default]\nregion = eu-west-1\nservices = mine\n\(role)source_profile = s\n[profile s]\n\(keys)[services mine]\nsts =\n  endpoint_url = SERVER/sts",
            variables: ["AWS_ENDPOINT_URL": ""]),
        Case(
            testDescription: "instance metadata, named by the profile", config: "[default]\nec2_metadata_service_endpoint = SERVER/v2/",
            variables: ["AWS_EC2_METADATA_DISABLED": "false"]),
        Case(
            testDescription: "instance metadata of the first version",
            variables: ["AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "SERVER"]),
        Case(
            testDescription: "instance metadata of the first version that is not wanted",
            variables: [
                "AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "SERVER", "AWS_EC2_METADATA_V1_DISABLED": "true",
            ], isRefused: true),
        Case(
            testDescription: "the token service of a variable, before the profile's",
            config: "[default]\nregion = eu-west-1\nendpoint_url = http://127.0.0.1:1\n\(role)source_profile = s\n[profile s]\n" + keys,
            variables: ["AWS_ENDPOINT_URL_STS": "SERVER/sts"]),
        Case(
            testDescription: "other places of the files",
            variables: ["AWS_CONFIG_FILE": "HOME/elsewhere", "AWS_PROFILE": "there"]),
        Case(
            testDescription: "a container's token in a file",
            variables: [
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "SERVER/c", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "old",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "HOME/token",
            ]),
        Case(testDescription: "half of the keys", credentials: "[default]\naws_access_key_id = KEY", isRefused: true),
        Case(
            testDescription: "half of the keys in each file", config: "[default]\naws_secret_access_key = k",
            credentials: "[default]\naws_access_key_id = KEY", isRefused: true),
        Case(
            testDescription: "settings with white space before them",
            credentials: "[default]\n  aws_access_key_id = KEY\n  aws_secret_access_key = k"),
        Case(testDescription: "settings with colons", credentials: "[default]\naws_access_key_id: KEY\naws_secret_access_key : k=:"),
        Case(
            testDescription: "an endpoint with a path",
            config: "[default]\n" + sso, variables: ["AWS_ENDPOINT_URL_SSO": "SERVER/behind"]),
        Case(testDescription: "nothing", isRefused: true),
    ]

    private static let document = CannedServer.Answer(
        body: #"{"Code":"Success","AccessKeyId":"MACHINE","SecretAccessKey":"s","Token":"t","Expiration":"2100-01-01T00:00:00Z"}"#)

    private static let signedIn = CannedServer.Answer(
        body: #"{"roleCredentials":{"accessKeyId":"SSO","secretAccessKey":"s","sessionToken":"t","expiration":4102444800000}}"#)

    private static func server(_ answers: [CannedServer.Answer]) throws -> CannedServer {
        let first = "GET /latest/meta-data/iam/security-credentials/", second = "GET /v2/latest/meta-data/iam/security-credentials/"
        return try CannedServer([
            "POST /": answers, "POST /sts": answers, "GET /c": [document], "PUT /latest/api/token": [.init(status: 403)],
            first: [.init(body: "r")],
            first + "r": [document], "PUT /v2/latest/api/token": [.init(body: "T")], second: [.init(body: "r")], second + "r": [document],
            "GET /federation/credentials": [signedIn], "GET /behind/federation/credentials": [signedIn],
        ])
    }

    @Test(arguments: cases) func `from`(sample: Case) async throws {
        let (server, theirServer) = (try Self.server(sample.answers), try Self.server(sample.answers))
        func home(_ server: CannedServer) throws -> (TemporaryDirectory, [String: String]) {
            let home = try TemporaryDirectory()
            func filled(_ text: String) -> String {
                text.replacing("SERVER", with: server.address()).replacing("HOME", with: home.path.string)
            }
            try home.write(".aws/config", filled(sample.config))
            try home.write(".aws/credentials", filled(sample.credentials))
            try home.write("token", "a.b.c")
            try home.write("elsewhere", "[profile there]\n" + Self.keys)
            // printf %s https://corp.example/start | sha1sum
            try home.write(
                ".aws/sso/cache/f7c9b39d0b4c7a7d82c79307585f77e1c5e74378.json",
                #"{"accessToken":"SIGNED-IN","expiresAt":"2100-01-01T00:00:00Z"}"#)
            let standard = ["AWS_ENDPOINT_URL": server.address(), "AWS_EC2_METADATA_DISABLED": "true"]
            return (home, standard.merging(sample.variables.mapValues(filled)) { $1 }.filter { !$0.value.isEmpty })
        }
        let (theirHome, theirVariables) = try home(theirServer), (home, variables) = try home(server)
        let theirs = try BotocoreCredentials.find(sample.profile, theirHome, theirVariables)
        #expect((theirs == nil) == sample.isRefused)
        let chain = CredentialChain(
            BotocoreCredentials.surroundings(sample.profile, home, variables), http: try HTTPClient(), retry: .never)
        var ours: BotocoreCredentials.Found?
        do { ours = BotocoreCredentials.Found(try await chain.credentials()) } catch let error as AWSError {
            #expect(sample.isRefused, "\(error.report)")
        }
        #expect(ours == theirs)
        #expect(try await BotocoreCredentials.sent(to: server) == BotocoreCredentials.sent(to: theirServer))
    }
}
