import AWS
import Diagnostics
import HTTP
import JSON
import Testing

/// IAM Identity Center, played by a server of the test's own. The clock of the test begins at 2023-11-14T22:13:20Z.
@Suite struct `A sign-in by IAM Identity Center` {
    /// The file's name: `printf %s corp | sha1sum`, as `aws sso login` names it.
    private static let cache = "/home/u/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"
    private static let config = """
        [default]
        sso_session = corp
        sso_account_id = 123456789012
        sso_role_name = Power User
        [sso-session corp]
        sso_region = eu-west-1
        sso_start_url = https://corp.example/start
        """

    private static func role(_ key: String) -> CannedServer.Answer {
        .init(body: #"{"roleCredentials":{"accessKeyId":"\#(key)","secretAccessKey":"s","sessionToken":"t","expiration":1893456000000}}"#)
    }

    private static func token(_ name: String, until end: String, _ changes: JSONObject = [:]) -> String {
        let token: JSONObject = [
            "startUrl": "https://corp.example/start", "region": "eu-west-1", "accessToken": .string(name), "expiresAt": .string(end),
            "clientId": "client", "clientSecret": "hunter2", "registrationExpiresAt": "2024-01-01T00:00:00Z", "refreshToken": "refresh-1",
        ]
        return JSONValue.object(token.merging(changes) { $1 }.filter { $0.value != .null }).text()
    }

    private static let renewal = CannedServer.Answer(
        body: #"{"accessToken":"NEW","expiresIn":3600,"refreshToken":"refresh-2","tokenType":"Bearer"}"#)

    private func home(_ token: String?, config: String = Self.config) -> TestFiles {
        let files = TestFiles(["/home/u/.aws/config": config])
        files[Self.cache] = token
        return files
    }

    private func credentials(_ files: TestFiles, _ server: CannedServer, clock: TestClock = TestClock()) async throws -> Credentials {
        try await TestSurroundings.chain(files.surroundings(["AWS_ENDPOINT_URL": server.address()]), clock: clock).credentials()
    }

    @Test func `gives the role`() async throws {
        let server = try CannedServer(["GET /federation/credentials": [Self.role("S")]])
        let files = home(#"{"accessToken":"TOKEN","expiresAt":"2023-11-15T00:00:00Z"}"#)
        let found = try await credentials(files, server)
        #expect(found == Credentials(accessKeyID: "S", secretAccessKey: "s", sessionToken: "t", expiration: 1_893_456_000))
        let asked = try #require(try await server.asked().first)
        #expect(asked.request == "GET /federation/credentials?role_name=Power%20User&account_id=123456789012")
        #expect(asked.fields["x-amz-sso_bearer_token"] == "TOKEN")
    }

    @Test(arguments: [nil, #"{"accessToken":"TOKEN","expiresAt":"2023-11-14T00:00:00Z"}"#, "{}", "damaged"])
    func `that has ended, or is not there, needs a person`(token: String?) async throws {
        let server = try CannedServer([:])
        let error = await #expect(throws: AWSError.self) { try await credentials(home(token), server) }
        #expect(error?.summary == "nobody is signed in for the AWS profile 'default'")
        #expect(error?.hint == "run `aws sso login --profile default`")
        #expect(try await server.asked().isEmpty)
    }

    /// botocore's `SSOTokenProvider._REFRESH_WINDOW`: fifteen minutes.
    @Test(arguments: [("2023-11-14T22:28:20Z", false), ("2023-11-14T22:28:19Z", true), ("2023-11-14T20:00:00Z", true)])
    func `is renewed a quarter of an hour before its end, and kept for all programs`(end: String, isRenewed: Bool) async throws {
        let server = try CannedServer(["POST /token": [Self.renewal], "GET /federation/credentials": [Self.role("S")]])
        let files = home(Self.token("OLD", until: end))
        _ = try await credentials(files, server)
        let asked = try await server.asked()
        #expect(asked.last?.fields["x-amz-sso_bearer_token"] == (isRenewed ? "NEW" : "OLD"))
        guard isRenewed else {
            #expect(asked.count == 1)
            return
        }
        #expect(asked.first?.fields["authorization"] == nil)
        #expect(
            try JSONValue(parsing: Array((asked.first?.body ?? "").utf8), name: "body") == [
                "grantType": "refresh_token", "clientId": "client", "clientSecret": "hunter2", "refreshToken": "refresh-1",
            ])
        let kept = Self.token("NEW", until: "2023-11-14T23:13:20Z", ["refreshToken": "refresh-2"])
        #expect(files[Self.cache] == kept)
    }

    private static let refusal = CannedServer.Answer(
        status: 400, fields: ["x-amzn-ErrorType": "InvalidGrantException"],
        body: #"{"error":"invalid_grant","error_description":"Invalid refresh token provided"}"#)

    @Test(arguments: [refusal, .init(status: 500)]) func `serves until its end when it is not renewed`(answer: CannedServer.Answer)
        async throws
    {
        let server = try CannedServer(["POST /token": [answer], "GET /federation/credentials": [Self.role("S")]])
        let files = home(Self.token("OLD", until: "2023-11-14T22:13:21Z"))
        #expect(try await credentials(files, server).accessKeyID == "S")
        #expect(try await server.asked().last?.fields["x-amz-sso_bearer_token"] == "OLD")
        #expect(files[Self.cache] == Self.token("OLD", until: "2023-11-14T22:13:21Z"))
    }

    @Test func `that is refused after its end says why, and shows no secret`() async throws {
        let server = try CannedServer(["POST /token": [Self.refusal]])
        let files = home(Self.token("OLD", until: "2023-11-14T22:00:00Z"))
        let error = try await #require(throws: AWSError.self) { try await credentials(files, server) }
        #expect(
            error.report.hasPrefix(
                """
                error: nobody is signed in for the AWS profile 'default'
                  the session ended at 2023-11-14T22:00:00Z, and was not renewed: InvalidGrantException: Invalid refresh token provided

                """))
        for secret in ["hunter2", "refresh-1", "OLD"] { #expect(!error.report.contains(secret)) }
    }

    @Test func `that cannot be renewed just now needs nobody to sign in`() async throws {
        let server = try CannedServer(["POST /token": [.init(status: 503)]])
        let files = home(Self.token("OLD", until: "2023-11-14T22:00:00Z"))
        let error = try await #require(throws: AWSError.self) { try await credentials(files, server) }
        #expect(error.summary == "the sign-in of the AWS profile 'default' could not be renewed")
        #expect(error.reason?.contains("IAM Identity Center: 503") == true)
        #expect(error.hint?.contains("aws sso login") != true)
    }

    @Test func `that another program renews at the same time is taken from there`() async throws {
        let server = try CannedServer(["POST /token": [Self.refusal], "GET /federation/credentials": [Self.role("S")]])
        let files = home(Self.token("OLD", until: "2023-11-14T22:00:00Z"))
        let other = Self.token("OTHER", until: "2023-11-14T23:00:00Z")
        // The other one was faster, and writes what it got while we wait.
        var policy = TestClock().policy
        policy.clock.sleep = { _ in files[Self.cache] = other }
        let chain = CredentialChain(
            files.surroundings(["AWS_ENDPOINT_URL": server.address()]), http: try HTTPClient(), retry: policy)
        #expect(try await chain.credentials().accessKeyID == "S")
        #expect(try await server.asked().map(\.request.description.first) == ["P", "G"])
        #expect(try await server.asked().last?.fields["x-amz-sso_bearer_token"] == "OTHER")
        #expect(files[Self.cache] == other)
    }

    @Test(arguments: ["refreshToken", "clientId", "clientSecret", "registrationExpiresAt"])
    func `without what renews it serves until its end`(missing: String) async throws {
        let server = try CannedServer(["GET /federation/credentials": [Self.role("S")]])
        #expect(try await credentials(home(Self.token("OLD", until: "2023-11-14T22:14:00Z", [missing: .null])), server).accessKeyID == "S")
        let ended = home(Self.token("OLD", until: "2023-11-14T22:00:00Z", [missing: .null]))
        let error = await #expect(throws: AWSError.self) { try await credentials(ended, server) }
        #expect(error?.reason?.hasPrefix("the session ended at 2023-11-14T22:00:00Z, and has no '\(missing)' to renew it with") == true)
    }

    @Test func `is not renewed once its registration has ended, nor by a profile of the older kind`() async throws {
        let server = try CannedServer([:])
        let changes: JSONObject = ["registrationExpiresAt": "2023-11-14T22:13:20Z"]
        let unregistered = home(Self.token("OLD", until: "2023-11-14T22:00:00Z", changes))
        let error = await #expect(throws: AWSError.self) { try await credentials(unregistered, server) }
        #expect(error?.reason?.contains("and what renews it at 2023-11-14T22:13:20Z") == true)
        // printf %s https://corp.example/start | sha1sum
        let older = TestFiles([
            "/home/u/.aws/config": """
            [default]
            sso_start_url = https://corp.example/start
            sso_region = eu-west-1
            sso_account_id = 123456789012
            sso_role_name = r
            """,
            "/home/u/.aws/sso/cache/f7c9b39d0b4c7a7d82c79307585f77e1c5e74378.json": Self.token("OLD", until: "2023-11-14T22:13:20Z"),
        ])
        let ended = await #expect(throws: AWSError.self) { try await credentials(older, server) }
        #expect(ended?.reason?.hasPrefix("the session ended at 2023-11-14T22:13:20Z\n") == true)
        #expect(try await server.asked().isEmpty)
    }

    /// The renewal uses up what other programs still need.
    @Test func `that could not be kept is not renewed`() async throws {
        let server = try CannedServer(["POST /token": [Self.renewal], "GET /federation/credentials": [Self.role("S")]])
        for (end, isValid) in [("2023-11-14T22:00:00Z", false), ("2023-11-14T22:20:00Z", true)] {
            var surroundings = home(Self.token("OLD", until: end)).surroundings(["AWS_ENDPOINT_URL": server.address()])
            surroundings.fileReplacement = FileReplacement(isPossible: { _ in false }, replace: { _, _ in })
            let error = try await TestSurroundings.error(surroundings)
            #expect(error?.summary == (isValid ? nil : "cannot keep a renewed sign-in in '\(Self.cache)'"))
        }
        #expect(try await server.asked().map { $0.request.prefix(4) } == ["GET "])
    }

    @Test func `says why it could not be kept`() async throws {
        struct Full: UserFacingError { var summary: String { "the disk is full" } }
        let server = try CannedServer(["POST /token": [Self.renewal]])
        var surroundings = home(Self.token("OLD", until: "2023-11-14T22:00:00Z")).surroundings(["AWS_ENDPOINT_URL": server.address()])
        surroundings.fileReplacement = FileReplacement(isPossible: { _ in true }, replace: { _, _ in throw Full() })
        let error = try await TestSurroundings.error(surroundings)
        #expect(error?.summary == "cannot keep a renewed sign-in in '\(Self.cache)'")
        #expect(error?.reason?.hasPrefix("the disk is full\n") == true)
    }

    @Test(arguments: [
        ("sso_start_url = https://corp.example/start\n", "", "the AWS profile 'corp' has 'sso_region' but no 'sso_start_url'"),
        (
            "sso_role_name = Power User\n", "sso_role_name = r\nsso_region = us-east-1\n",
            "the AWS profile 'default' and its '[sso-session corp]' differ in 'sso_region'"
        ),
    ])
    func `needs settings that are whole and agree`(old: String, new: String, summary: String) async throws {
        let config = (Self.config + "\n").replacing(old, with: new)
        let server = try CannedServer([:])
        let error = await #expect(throws: AWSError.self) { try await credentials(home(nil, config: config), server) }
        #expect(error?.summary == summary)
        #expect(error?.code == .invalidConfiguration)
    }
}
