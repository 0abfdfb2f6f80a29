import AWS
import HTTP
import JSON
import Synchronization
import Testing

/// A release outlasts its first credentials: from each source come new ones, without a word from anybody.
///
/// The clock of the test begins at 2023-11-14T22:13:20Z; the first credentials end an hour later.
@Suite struct `Credentials that end in the middle of a long release` {
    private static let ends = ["2023-11-14T23:13:20Z", "2023-11-15T23:13:20Z"]
    private static let roles = "GET /latest/meta-data/iam/security-credentials/"

    enum Source: CaseIterable {
        case webIdentityFile, profileWebIdentity, gitHub, roleOfKeys, roleOfContainer, sso, login, process, container, instance
    }

    private static func document(_ number: Int) -> CannedServer.Answer {
        .init(
            body: #"{"AccessKeyId":"\#("AB"[number])","SecretAccessKey":"s","Token":"t","Expiration":"\#(ends[number])"}"#)
    }

    private static func server() throws -> CannedServer {
        let documents = [document(0), document(1)]
        return try CannedServer([
            "POST /": [STSAnswer.role("A", until: ends[0]), STSAnswer.role("B", until: ends[1])],
            "POST /web": [STSAnswer.webIdentity("A", until: ends[0]), STSAnswer.webIdentity("B", until: ends[1])],
            "GET /idtoken": [.init(body: #"{"value":"first"}"#), .init(body: #"{"value":"second"}"#)], "GET /c": documents,
            "PUT /latest/api/token": [.init(body: "T")], roles: [.init(body: "r")], roles + "r": documents,
            "POST /token": [.init(body: #"{"accessToken":"second","expiresIn":28800,"refreshToken":"r2"}"#)],
            "GET /federation/credentials": [1_700_003_600, 1_700_090_000].enumerated().map { number, end in
                .init(
                    body:
                        #"{"roleCredentials":{"accessKeyId":"\#("AB"[number])","secretAccessKey":"s","sessionToken":"t","expiration":\#(end)000}}"#
                )
            },
            "POST /v1/token": [
                .init(
                    body:
                        #"{"accessToken":{"accessKeyId":"B","secretAccessKey":"s","sessionToken":"t"},"expiresIn":86400,"refreshToken":"r2"}"#
                )
            ],
        ])
    }

    private static func environment(_ source: Source, _ server: CannedServer) -> [String: String] {
        let web = ["AWS_ENDPOINT_URL_STS": server.address("/web"), "AWS_ROLE_ARN": "role"]
        let variables: [String: String] =
            switch source {
            case .webIdentityFile: web.merging(["AWS_WEB_IDENTITY_TOKEN_FILE": "/token"]) { $1 }
            case .profileWebIdentity: web
            case .gitHub:
                web.merging(["ACTIONS_ID_TOKEN_REQUEST_URL": server.address("/idtoken"), "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "x"]) { $1 }
            case .container, .roleOfContainer: ["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.address("/c")]
            case .instance: ["AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.address()]
            default: [:]
            }
        return ["AWS_ENDPOINT_URL": server.address()].merging(variables) { $1 }
    }

    private static func config(_ source: Source) -> String {
        switch source {
        case .profileWebIdentity: "[default]\nrole_arn = role\nweb_identity_token_file = /token"
        case .roleOfKeys: "[default]\nrole_arn = role\nsource_profile = default\naws_access_key_id = K\naws_secret_access_key = s"
        case .roleOfContainer: "[default]\nrole_arn = role\ncredential_source = EcsContainer"
        case .sso:
            """
            [default]
            sso_session = corp
            sso_account_id = 1
            sso_role_name = r
            [sso-session corp]
            sso_region = eu-west-1
            sso_start_url = https://corp.example
            """
        case .login: "[default]\nlogin_session = session"
        case .process: "[default]\ncredential_process = tool"
        default: ""
        }
    }

    private static func files(_ source: Source) -> TestFiles {
        let sso: JSONObject = [
            "accessToken": "first", "expiresAt": .string(ends[0]), "clientId": "c", "clientSecret": "s", "refreshToken": "r1",
            "registrationExpiresAt": "2030-01-01T00:00:00Z",
        ]
        let login: JSONObject = [
            "accessToken": [
                "accessKeyId": "A", "secretAccessKey": "s", "sessionToken": "t", "accountId": "1", "expiresAt": .string(ends[0]),
            ],
            "refreshToken": "r1", "clientId": "c", "dpopKey": .string(TestKey.pem),
        ]
        return TestFiles([
            "/home/u/.aws/config": config(source), "/token": "first",
            // printf %s corp | sha1sum, printf %s session | sha256sum
            "/home/u/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json": JSONValue.object(sso).text(),
            "/home/u/.aws/login/cache/3f3af1ecebbd1410ab417ec0d27bbfcb5d340e177ae159b59fc8626c2dfd9175.json": JSONValue.object(login)
                .text(),
        ])
    }

    @Test(arguments: Source.allCases) func `are followed by others from every source`(source: Source) async throws {
        let server = try Self.server(), files = Self.files(source), clock = TestClock(), runs = Mutex(0)
        let surroundings = files.surroundings(Self.environment(source, server)) { _ in
            let number = runs.withLock { runs in
                defer { runs += 1 }
                return runs
            }
            return Array(
                #"{"Version":1,"AccessKeyId":"\#("AB"[number])","SecretAccessKey":"s","Expiration":"\#(Self.ends[number])"}"#.utf8)
        }
        let chain = try TestSurroundings.chain(surroundings, clock: clock)
        #expect(try await chain.credentials().accessKeyID == "A")
        #expect(await chain.isRenewed)
        // What renews a token in a file has done so by then.
        files["/token"] = "second"
        clock.now += 3299
        #expect(try await chain.credentials().accessKeyID == "A")
        clock.now += 1
        #expect(try await chain.credentials().accessKeyID == "B")
        let asked = try await server.asked()
        switch source {
        case .webIdentityFile, .profileWebIdentity, .gitHub:
            let bodies = asked.map(\.body).filter { !$0.isEmpty }
            #expect(bodies.map { $0.hasSuffix("=first") } == [true, false])
            #expect(bodies.last?.hasSuffix("=second") == true)
        case .roleOfContainer: #expect(asked.count { $0.request == "GET /c" } == 2)
        case .sso: #expect(asked.compactMap { $0.fields["x-amz-sso_bearer_token"] } == ["first", "second"])
        default: break
        }
    }
}

extension String {
    fileprivate subscript(_ number: Int) -> Character { self[index(startIndex, offsetBy: number)] }
}
