import AWS
import HTTP
import Testing

/// Roles by STS and by IAM Identity Center, both played by a server of the test's own.
@Suite struct `A role` {
    private static func answer(_ action: String, _ key: String) -> CannedServer.Answer {
        .init(
            body: """
                <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(action)Result><Credentials>
                <AccessKeyId>\(key)</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
                <Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></\(action)Result></\(action)Response>
                """)
    }

    private static func expected(_ key: String) -> Credentials {
        Credentials(accessKeyID: key, secretAccessKey: "s", sessionToken: "t", expiration: 1_893_456_000)
    }

    @Test func `is assumed with the keys of the profile it names, through another role`() async throws {
        let server = try CannedServer(["POST /": [Self.answer("AssumeRole", "FIRST"), Self.answer("AssumeRole", "SECOND")]])
        let files = [
            "/home/u/.aws/config": """
            [profile top]
            role_arn = arn:aws:iam::123456789012:role/top
            source_profile = middle
            external_id = a&b
            duration_seconds = 900
            role_session_name = me
            region = eu-west-1
            [profile middle]
            role_arn = arn:aws:iam::123456789012:role/middle
            source_profile = middle
            """,
            "/home/u/.aws/credentials": "[middle]\naws_access_key_id = ROOT\naws_secret_access_key = r",
        ]
        let surroundings = TestSurroundings.make(["AWS_PROFILE": "top", "AWS_ENDPOINT_URL_STS": server.address()], files: files)
        #expect(try await TestSurroundings.chain(surroundings).credentials() == Self.expected("SECOND"))
        let asked = try await server.asked()
        #expect(asked[0].fields["authorization"]?.contains("Credential=ROOT/") == true)
        #expect(asked[0].body.contains("RoleSessionName=imgship-1700000000&"))
        #expect(asked[1].fields["authorization"]?.contains("Credential=FIRST/20231114/eu-west-1/sts/") == true)
        #expect(
            asked[1].body
                == "Action=AssumeRole&DurationSeconds=900&ExternalId=a%26b&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Ftop"
                + "&RoleSessionName=me&Version=2011-06-15")
    }

    @Test(arguments: [true, false]) func `is taken for a web identity, unsigned`(byProfile: Bool) async throws {
        let server = try CannedServer(["POST /": [Self.answer("AssumeRoleWithWebIdentity", "WEB")]])
        var environment = ["AWS_ENDPOINT_URL": server.address()]
        var files = ["/token": "a.b.c\n"]
        if byProfile {
            files["/home/u/.aws/config"] = "[default]\nrole_arn = role\nweb_identity_token_file = /token\nrole_session_name = ci"
        } else {
            environment.merge(["AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "role", "AWS_ROLE_SESSION_NAME": "ci"]) { $1 }
        }
        #expect(try await TestSurroundings.chain(TestSurroundings.make(environment, files: files)).credentials() == Self.expected("WEB"))
        let asked = try #require(try await server.asked().first)
        #expect(asked.fields["authorization"] == nil)
        #expect(
            asked.body
                == "Action=AssumeRoleWithWebIdentity&RoleArn=role&RoleSessionName=ci&Version=2011-06-15&WebIdentityToken=a.b.c")
    }

    @Test func `that is refused says so, and where it was looked for`() async throws {
        let body = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not authorized</Message></Error></ErrorResponse>"
        let server = try CannedServer(["POST /": [.init(status: 403, body: body)]])
        let error = try await TestSurroundings.error(
            TestSurroundings.make(
                ["AWS_ENDPOINT_URL": server.address(), "AWS_WEB_IDENTITY_TOKEN_FILE": "/token", "AWS_ROLE_ARN": "role"],
                files: ["/token": "hunter2"]))
        #expect(
            error?.report == """
                error: AWS does not allow 'sts:AssumeRoleWithWebIdentity' for 'role'
                  AccessDenied: Not authorized
                  credentials were looked for in: web identity
                  before that, environment: AWS_ACCESS_KEY_ID is not set
                  hint: the trust policy of 'role' must allow 'sts:AssumeRoleWithWebIdentity' to the token's issuer, for its audience and subject
                """)
    }

    @Test func `comes from the named credential source`() async throws {
        let server = try CannedServer(["POST /": [Self.answer("AssumeRole", "R")]])
        let config = ["/home/u/.aws/config": "[profile p]\nrole_arn = role\ncredential_source = Environment"]
        let environment = ["AWS_ENDPOINT_URL": server.address(), "AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "e"]
        let found = try await TestSurroundings.chain(TestSurroundings.make(environment, files: config, profile: "p")).credentials()
        #expect(found == Self.expected("R"))
        #expect(try await server.asked().first?.fields["authorization"]?.contains("Credential=ENV/") == true)
    }

    /// The file's name: `printf %s corp | sha1sum`, as `aws sso login` names it.
    private static let cache = "/home/u/.aws/sso/cache/\(corp).json"
    private static let corp = "ee0bfd2552fbd840c02cc48b6e823320543c450f"
    private static let config = """
        [default]
        sso_session = corp
        sso_account_id = 123456789012
        sso_role_name = Power User
        [sso-session corp]
        sso_region = eu-west-1
        """

    @Test func `is given to a person who has signed in`() async throws {
        let body = #"{"roleCredentials":{"accessKeyId":"S","secretAccessKey":"s","sessionToken":"t","expiration":1893456000000}}"#
        let server = try CannedServer(["GET /federation/credentials": [.init(body: body)]])
        let files = ["/home/u/.aws/config": Self.config, Self.cache: #"{"accessToken":"TOKEN","expiresAt":"2023-11-15T00:00:00Z"}"#]
        let chain = try TestSurroundings.chain(TestSurroundings.make(["AWS_ENDPOINT_URL_SSO": server.address()], files: files))
        #expect(try await chain.credentials() == Self.expected("S"))
        let asked = try #require(try await server.asked().first)
        #expect(asked.request == "GET /federation/credentials?role_name=Power%20User&account_id=123456789012")
        #expect(asked.fields["x-amz-sso_bearer_token"] == "TOKEN")
    }

    @Test(arguments: [nil, #"{"accessToken":"TOKEN","expiresAt":"2023-11-14T00:00:00Z"}"#, "{}"])
    func `needs a sign-in that still lasts`(token: String?) async throws {
        var files = ["/home/u/.aws/config": Self.config]
        files[Self.cache] = token
        let error = try await TestSurroundings.error(TestSurroundings.make(files: files))
        #expect(error?.summary == "nobody is signed in for the AWS profile 'default'")
        #expect(error?.hint == "run `aws sso login --profile default`")
    }
}
