import AWS
import HTTP
import Testing

/// GitHub and STS, both played by a server of the test's own.
@Suite struct `A job of GitHub Actions` {
    private static let role = "arn:aws:iam::123456789012:role/deploy"

    private static func token(_ value: String) -> CannedServer.Answer { .init(body: #"{"count":1,"value":"\#(value)"}"#) }

    private func environment(_ server: CannedServer, _ changes: [String: String?] = [:]) -> [String: String] {
        let variables = [
            "GITHUB_ACTIONS": "true", "AWS_ROLE_ARN": Self.role, "AWS_ENDPOINT_URL": server.address(),
            "ACTIONS_ID_TOKEN_REQUEST_URL": server.address("/idtoken/1?api-version=2.0"), "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "hunter2",
        ]
        return variables.merging(changes.compactMapValues(\.self)) { $1 }.filter { changes[$0.key] != .some(nil) }
    }

    @Test func `takes its role for a token it asks GitHub for, a fresh one each time`() async throws {
        let server = try CannedServer([
            "GET /idtoken/1": [Self.token("jwt.1.x"), Self.token("jwt.2.x")],
            "POST /": [
                STSAnswer.webIdentity("A", until: "2023-11-14T23:13:20Z"), STSAnswer.webIdentity("B", until: "2023-11-15T23:13:20Z"),
            ],
        ])
        let clock = TestClock()
        let chain = try TestSurroundings.chain(TestSurroundings.make(environment(server, ["AWS_ROLE_SESSION_NAME": "ci"])), clock: clock)
        #expect(try await chain.credentials().accessKeyID == "A")
        #expect(await chain.source == "GitHub Actions")
        clock.now += 3600
        #expect(try await chain.credentials().accessKeyID == "B")
        let asked = try await server.asked()
        // What actions/toolkit asks (oidc-utils.ts), for the audience that aws-actions/configure-aws-credentials names.
        #expect(asked[0].request == "GET /idtoken/1?api-version=2.0&audience=sts.amazonaws.com")
        #expect(asked[0].fields["authorization"] == "Bearer hunter2")
        #expect(
            asked[1].body == "Action=AssumeRoleWithWebIdentity&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fdeploy"
                + "&RoleSessionName=ci&Version=2011-06-15&WebIdentityToken=jwt.1.x")
        #expect(asked[1].fields["authorization"] == nil)
        #expect(asked[3].body.hasSuffix("WebIdentityToken=jwt.2.x"))
    }

    @Test func `takes the token of a file where there is one`() async throws {
        let server = try CannedServer(["POST /": [STSAnswer.webIdentity("FILE", until: "2023-11-15T23:13:20Z")]])
        let variables = environment(server, ["AWS_WEB_IDENTITY_TOKEN_FILE": "/token"])
        let chain = try TestSurroundings.chain(TestSurroundings.make(variables, files: ["/token": "a.b.c"]))
        #expect(try await chain.credentials().accessKeyID == "FILE")
        #expect(await chain.source == "web identity")
    }

    @Test(
        arguments: [
            (["AWS_ROLE_ARN": nil], "GitHub Actions: AWS_ROLE_ARN is not set"),
            (
                ["ACTIONS_ID_TOKEN_REQUEST_URL": nil],
                "GitHub Actions: the job may not ask for a token: it has no 'permissions: id-token: write'"
            ),
            (
                ["ACTIONS_ID_TOKEN_REQUEST_TOKEN": nil],
                "GitHub Actions: the job may not ask for a token: it has no 'permissions: id-token: write'"
            ),
        ] as [([String: String?], String)])
    func `that has not all of it goes on with the next source, and says why`(changes: [String: String?], reason: String) async throws {
        let server = try CannedServer([:])
        let error = try await TestSurroundings.error(TestSurroundings.make(environment(server, changes)))
        #expect(error?.code == .noCredentials)
        #expect(error?.reason?.contains(reason) == true)
    }

    @Test(
        arguments: [
            (CannedServer.Answer(status: 403, body: #"{"message":"no"}"#), "403 (no)", "the job needs 'permissions: id-token: write'"),
            (.init(body: "{}"), "its answer has no 'value'", nil),
            (.init(status: 302, fields: ["Location": "http://127.0.0.1:1/"]), "302", nil),
        ] as [(CannedServer.Answer, String, String?)])
    func `says why it got no token, and shows no secret`(answer: CannedServer.Answer, reason: String, hint: String?) async throws {
        let server = try CannedServer(["GET /idtoken/1": [answer]])
        let error = try #require(try await TestSurroundings.error(TestSurroundings.make(environment(server))))
        #expect(error.summary == "GitHub gave no identity token for this job")
        #expect(error.reason?.hasPrefix(reason + "\n") == true)
        #expect(error.hint == hint)
        #expect(!error.report.contains("hunter2"))
    }

    @Test func `never gives its secret away without protection`() async throws {
        let server = try CannedServer([:])
        let address = ["ACTIONS_ID_TOKEN_REQUEST_URL": "http://token.example/x"]
        let error = try await TestSurroundings.error(TestSurroundings.make(environment(server, address)))
        #expect(error?.summary == "ACTIONS_ID_TOKEN_REQUEST_URL names 'token.example', which is not safe to ask over http")
    }

    /// The answer of STS to a token that is too old.
    @Test func `is told what to do about a token that is too old`() async throws {
        let body = "<ErrorResponse><Error><Code>ExpiredTokenException</Code><Message>Token expired</Message></Error></ErrorResponse>"
        let server = try CannedServer(["POST /": [.init(status: 400, body: body)]])
        let variables = environment(server, ["AWS_WEB_IDENTITY_TOKEN_FILE": "/token"])
        let error = try await TestSurroundings.error(TestSurroundings.make(variables, files: ["/token": "a.b.c"]))
        #expect(error?.hint?.contains("leave AWS_WEB_IDENTITY_TOKEN_FILE unset") == true)
        #expect(error?.hint?.contains("sign in again") == false)
    }
}
