import AWS
import HTTP
import JSON
import Testing

/// AWS's sign-in service, played by a server of the test's own. The clock of the test begins at 2023-11-14T22:13:20Z.
@Suite struct `A sign-in by aws login` {
    /// The file's name: `printf %s arn:aws:iam::123456789012:user/me | sha256sum`, as `aws login` names it.
    private static let cache = "/home/u/.aws/login/cache/\(hash).json"
    private static let hash = "286187707741fc2ccb93cf9e56dbd0ee0a16208feed5fbc8ae1baa86d44c283f"
    private static let config = "[default]\nlogin_session = arn:aws:iam::123456789012:user/me\nregion = eu-west-1\n"

    private static func session(_ key: String, until end: String, _ changes: JSONObject = [:]) -> String {
        let session: JSONObject = [
            "accessToken": [
                "accessKeyId": .string(key), "secretAccessKey": "s", "sessionToken": "t", "accountId": "123456789012",
                "expiresAt": .string(end),
            ],
            "tokenType": "aws_sigv4", "refreshToken": "hunter2", "idToken": "id", "clientId": "arn:aws:signin:::devtools/same-device",
            "dpopKey": .string(TestKey.pem),
        ]
        return JSONValue.object(session.merging(changes) { $1 }.filter { $0.value != .null }).text()
    }

    private static let renewal = CannedServer.Answer(
        body: """
            {"accessToken":{"accessKeyId":"NEW","secretAccessKey":"s2","sessionToken":"t2"},"tokenType":"aws_sigv4","expiresIn":900,
            "refreshToken":"refresh-2"}
            """)

    private func home(_ session: String?) -> TestFiles {
        let files = TestFiles(["/home/u/.aws/config": Self.config])
        files[Self.cache] = session
        return files
    }

    private func credentials(_ files: TestFiles, _ server: CannedServer, _ variables: [String: String] = [:]) async throws -> Credentials {
        let environment = ["AWS_ENDPOINT_URL": server.address()].merging(variables) { $1 }
        return try await TestSurroundings.chain(files.surroundings(environment)).credentials()
    }

    /// botocore's `LoginCredentialFetcher._REFRESH_THRESHOLD`: five minutes.
    @Test(arguments: [("2023-11-14T22:18:21Z", false), ("2023-11-14T22:18:20Z", true), ("2023-11-14T20:00:00Z", true)])
    func `gives its credentials, renewed five minutes before their end and kept for all programs`(end: String, isRenewed: Bool) async throws
    {
        let server = try CannedServer(["POST /v1/token": [Self.renewal]])
        let files = home(Self.session("OLD", until: end))
        let found = try await credentials(files, server)
        guard isRenewed else {
            #expect(found.accessKeyID == "OLD")
            #expect(try await server.asked().isEmpty)
            return
        }
        #expect(found == Credentials(accessKeyID: "NEW", secretAccessKey: "s2", sessionToken: "t2", expiration: 1_700_000_900))
        let kept: JSONObject = [
            "accessToken": [
                "accessKeyId": "NEW", "secretAccessKey": "s2", "sessionToken": "t2", "accountId": "123456789012",
                "expiresAt": "2023-11-14T22:28:20Z",
            ], "refreshToken": "refresh-2",
        ]
        #expect(files[Self.cache] == Self.session("", until: "", kept))
        let asked = try #require(try await server.asked().first)
        #expect(asked.fields["authorization"] == nil)
        #expect(
            try JSONValue(parsing: Array(asked.body.utf8), name: "body") == [
                "clientId": "arn:aws:signin:::devtools/same-device", "refreshToken": "hunter2", "grantType": "refresh_token",
            ])
    }

    @Test func `proves with each attempt anew that it has the key`() async throws {
        let server = try CannedServer(["POST /v1/token": [.init(status: 503), Self.renewal]])
        _ = try await credentials(home(Self.session("OLD", until: "2023-11-14T22:00:00Z")), server)
        let proofs = try await server.asked().compactMap { $0.fields["dpop"] }
        #expect(proofs.count == 2)
        #expect(Set(proofs).count == 2)
    }

    /// What botocore raises for the same answers: `LoginRefreshRequired` and `LoginInsufficientPermissions`.
    @Test(arguments: [
        ("TOKEN_EXPIRED", "run `aws login --profile default`"), ("USER_CREDENTIALS_CHANGED", "run `aws login --profile default`"),
        ("INSUFFICIENT_PERMISSIONS", "the policies of the one who signed in must allow 'signin:CreateOAuth2Token'"),
    ])
    func `that is refused says what to do, once nothing of it is valid any more`(word: String, hint: String) async throws {
        let answer = CannedServer.Answer(
            status: 403, fields: ["x-amzn-ErrorType": "AccessDeniedException"], body: #"{"error":"\#(word)","message":"no"}"#)
        let server = try CannedServer(["POST /v1/token": [answer]])
        let ended = home(Self.session("OLD", until: "2023-11-14T22:13:20Z"))
        let error = try await #require(throws: AWSError.self) { try await credentials(ended, server) }
        #expect(error.hint == hint)
        #expect(error.reason?.contains("AccessDeniedException: no") == true)
        #expect(!error.report.contains("hunter2"))
        #expect(try await credentials(home(Self.session("OLD", until: "2023-11-14T22:13:21Z")), server).accessKeyID == "OLD")
    }

    @Test func `that another program renews at the same time is taken from there`() async throws {
        let server = try CannedServer(["POST /v1/token": [.init(status: 403, body: #"{"error":"TOKEN_EXPIRED","message":"used"}"#)]])
        let files = home(Self.session("OLD", until: "2023-11-14T22:00:00Z"))
        var policy = TestClock().policy
        policy.clock.sleep = { _ in files[Self.cache] = Self.session("OTHER", until: "2023-11-14T22:20:00Z") }
        let chain = CredentialChain(
            files.surroundings(["AWS_ENDPOINT_URL": server.address()]), http: try HTTPClient(), retry: policy)
        #expect(try await chain.credentials().accessKeyID == "OTHER")
    }

    @Test(arguments: [
        (nil, "there is no session '\(cache)'"),
        ("{}", "the session '\(cache)' has no 'accessToken', 'refreshToken', 'dpopKey', 'clientId'"),
        (session("OLD", until: "never"), "the session '\(cache)' is not as AWS's command line writes it"),
        (
            session(
                "OLD", until: "2023-11-14T22:00:00Z", ["dpopKey": "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----"]),
            "the session's key ('dpopKey') is not a private key on the curve P-256"
        ),
    ])
    func `that is not there, or damaged, needs a person`(content: String?, reason: String) async throws {
        let server = try CannedServer([:])
        let error = await #expect(throws: AWSError.self) { try await credentials(home(content), server) }
        #expect(error?.summary == "nobody is signed in for the AWS profile 'default'")
        #expect(error?.reason?.hasPrefix(reason + "\n") == true)
        #expect(error?.hint == "run `aws login --profile default`")
    }

    @Test func `may be kept elsewhere`() async throws {
        let server = try CannedServer([:])
        let files = home(nil)
        files["/home/u/sessions/\(Self.hash).json"] = Self.session("ELSEWHERE", until: "2023-11-15T00:00:00Z")
        #expect(try await credentials(files, server, ["AWS_LOGIN_CACHE_DIRECTORY": "~/sessions"]).accessKeyID == "ELSEWHERE")
    }
}
