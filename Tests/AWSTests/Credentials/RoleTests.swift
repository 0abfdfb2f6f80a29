import AWS
import HTTP
import Testing

/// Roles by STS, played by a server of the test's own.
@Suite struct `A role` {
    private static func expected(_ key: String) -> Credentials {
        Credentials(accessKeyID: key, secretAccessKey: "s", sessionToken: "t", expiration: 1_893_456_000)
    }

    /// botocore: keys of a profile that is a source count for more than its own role.
    @Test func `is assumed with the keys of the profile it names, through another role`() async throws {
        let server = try CannedServer(["POST /": [STSAnswer.role("FIRST"), STSAnswer.role("SECOND")]])
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
            region = us-east-2
            source_profile = root
            [profile root]
            role_arn = arn:aws:iam::123456789012:role/root
            source_profile = root
            """,
            "/home/u/.aws/credentials": "[root]\naws_access_key_id = ROOT\naws_secret_access_key = r",
        ]
        let surroundings = TestSurroundings.make(["AWS_PROFILE": "top", "AWS_ENDPOINT_URL_STS": server.address()], files: files)
        #expect(try await TestSurroundings.chain(surroundings).credentials() == Self.expected("SECOND"))
        let asked = try await server.asked()
        #expect(asked.count == 2)
        // The region is that of the profile which was chosen, for every role on the way.
        #expect(asked[0].fields["authorization"]?.contains("Credential=ROOT/20231114/eu-west-1/sts/") == true)
        #expect(asked[0].body.contains("RoleSessionName=imgship-1700000000&"))
        #expect(asked[1].fields["authorization"]?.contains("Credential=FIRST/20231114/eu-west-1/sts/") == true)
        #expect(
            asked[1].body
                == "Action=AssumeRole&DurationSeconds=900&ExternalId=a%26b&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Ftop"
                + "&RoleSessionName=me&Version=2011-06-15")
    }

    @Test(arguments: [true, false]) func `is taken for a web identity, unsigned`(byProfile: Bool) async throws {
        let server = try CannedServer(["POST /": [STSAnswer.webIdentity("WEB")]])
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
        let server = try CannedServer(["POST /": [STSAnswer.role("R")]])
        let config = ["/home/u/.aws/config": "[profile p]\nrole_arn = role\ncredential_source = Environment"]
        let environment = ["AWS_ENDPOINT_URL": server.address(), "AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "e"]
        let found = try await TestSurroundings.chain(TestSurroundings.make(environment, files: config, profile: "p")).credentials()
        #expect(found == Self.expected("R"))
        #expect(try await server.asked().first?.fields["authorization"]?.contains("Credential=ENV/") == true)
    }

    /// botocore: a profile takes a role with its own keys only when it is the chosen one.
    @Test func `is assumed with the keys of the same profile`() async throws {
        let server = try CannedServer(["POST /": [STSAnswer.role("R")]])
        let files = [
            "/home/u/.aws/config":
                "[default]\nrole_arn = role\nsource_profile = default\naws_access_key_id = OWN\naws_secret_access_key = o"
        ]
        let surroundings = TestSurroundings.make(["AWS_ENDPOINT_URL": server.address()], files: files)
        #expect(try await TestSurroundings.chain(surroundings).credentials() == Self.expected("R"))
        let asked = try await server.asked()
        #expect(asked.map { $0.fields["authorization"]?.contains("Credential=OWN/") } == [true])
    }

    @Test(arguments: [
        (
            "role_arn = r\nsource_profile = s\ncredential_source = Environment",
            "the AWS profile 'default' has both 'source_profile' and 'credential_source'"
        ),
        ("role_arn = r", "the AWS profile 'default' has 'role_arn' but no 'source_profile' or 'credential_source'"),
        ("role_arn = r\nsource_profile = gone", "there is no AWS profile 'gone'"),
        ("role_arn = r\ncredential_source = Somewhere", "the AWS profile 'default' has the unknown 'credential_source' 'Somewhere'"),
        ("role_arn = r\nsource_profile = default", "the AWS profiles go round in a circle by 'source_profile'"),
    ])
    func `needs one source that there is`(settings: String, summary: String) async throws {
        let error = try await TestSurroundings.error(TestSurroundings.make(files: ["/home/u/.aws/config": "[default]\n\(settings)"]))
        #expect(error?.summary == summary)
        #expect(error?.code == .invalidConfiguration)
    }
}
