import AWS
import Testing

/// Every source is set up; the first ones are taken away one after the other.
@Suite struct `The order of the sources` {
    private static let document = #"{"AccessKeyId":"K","SecretAccessKey":"s","Token":"t","Expiration":"2030-01-01T00:00:00Z"}"#
    private static let roles = "GET /latest/meta-data/iam/security-credentials/"

    private static func server() throws -> CannedServer {
        try CannedServer([
            "POST /": [STSAnswer.webIdentity("K")], "GET /idtoken": [.init(body: #"{"value":"a.b.c"}"#)], "GET /c": [.init(body: document)],
            "PUT /latest/api/token": [.init(body: "T")], roles: [.init(body: "r")], roles + "r": [.init(body: document)],
        ])
    }

    private static func variables(_ server: CannedServer) -> [String: String] {
        [
            "AWS_ENDPOINT_URL": server.address(), "AWS_ROLE_ARN": "role", "AWS_PROFILE": "p", "AWS_ACCESS_KEY_ID": "K",
            "AWS_SECRET_ACCESS_KEY": "s", "AWS_WEB_IDENTITY_TOKEN_FILE": "/token",
            "ACTIONS_ID_TOKEN_REQUEST_URL": server.address("/idtoken"),
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "x", "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.address("/c"),
            "AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.address(),
        ]
    }

    private func source(_ variables: [String: String], _ config: String, profile: String? = nil) async throws -> String? {
        let chain = try TestSurroundings.chain(
            TestSurroundings.make(variables, files: ["/token": "a.b.c", "/home/u/.aws/config": config], profile: profile))
        _ = try await chain.credentials()
        return await chain.source
    }

    /// botocore's `create_credential_resolver`, with GitHub's tokens behind those of a file.
    @Test func `is variables, web identity, GitHub Actions, profile, container, instance`() async throws {
        let server = try Self.server()
        var variables = Self.variables(server)
        let keys = "[profile p]\naws_access_key_id = K\naws_secret_access_key = s"
        #expect(try await source(variables, keys) == "environment")
        variables["AWS_ACCESS_KEY_ID"] = nil
        variables["AWS_SECRET_ACCESS_KEY"] = nil
        #expect(try await source(variables, keys) == "web identity")
        variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = nil
        #expect(try await source(variables, keys) == "GitHub Actions")
        variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = nil
        #expect(try await source(variables, keys) == "profile 'p'")
        #expect(try await source(variables, "[profile p]") == "container")
        variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = nil
        #expect(try await source(variables, "[profile p]") == "instance metadata")
    }

    @Test func `puts a profile that takes a role before tokens, and one named for the command before all`() async throws {
        let server = try CannedServer(["POST /": [STSAnswer.role("K")]])
        var variables = Self.variables(server)
        #expect(try await source(variables, "[profile p]\naws_access_key_id = K\naws_secret_access_key = s", profile: "p") == "profile 'p'")
        let role = "[profile p]\nrole_arn = r\nsource_profile = keys\n[profile keys]\naws_access_key_id = K\naws_secret_access_key = s"
        #expect(try await source(variables, role) == "environment")
        variables["AWS_ACCESS_KEY_ID"] = nil
        variables["AWS_SECRET_ACCESS_KEY"] = nil
        #expect(try await source(variables, role) == "profile 'p'")
    }
}
