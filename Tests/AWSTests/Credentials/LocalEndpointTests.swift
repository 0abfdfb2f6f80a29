import AWS
import HTTP
import Testing

/// Container endpoint and instance metadata, played by a server of the test's own.
@Suite struct `The endpoints of a machine` {
    private static let document =
        #"{"Code":"Success","AccessKeyId":"R","SecretAccessKey":"s","Token":"t","Expiration":"2030-01-01T00:00:00Z"}"#
    private static let role = Credentials(accessKeyID: "R", secretAccessKey: "s", sessionToken: "t", expiration: 1_893_456_000)

    @Test func `give a container its role, for the token in a file`() async throws {
        let server = try CannedServer(["GET /c": [.init(status: 500), .init(body: Self.document)]])
        let environment = [
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.address("/c"), "AWS_CONTAINER_AUTHORIZATION_TOKEN": "old",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
        ]
        let chain = try TestSurroundings.chain(TestSurroundings.make(environment, files: ["/token": "Bearer x\n"]))
        #expect(try await chain.credentials() == Self.role)
        let asked = try await server.asked()
        #expect(asked.map { $0.fields["authorization"] } == ["Bearer x", "Bearer x"])
    }

    @Test func `do not lead elsewhere`() async throws {
        let other = try CannedServer(["GET /d": [.init(body: Self.document)]])
        let server = try CannedServer(["GET /c": [.init(status: 302, fields: ["Location": other.address("/d")])]])
        let error = try await TestSurroundings.error(TestSurroundings.make(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.address("/c")]))
        #expect(error?.summary == "no credentials of the container endpoint '\(server.address("/c"))'")
        #expect(try await other.asked().isEmpty)
    }

    private static let roles = "GET /latest/meta-data/iam/security-credentials/"

    private func instance(_ server: CannedServer) -> Surroundings {
        TestSurroundings.make(["AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.address()])
    }

    @Test func `give an instance its role, for a token that is asked for first`() async throws {
        let server = try CannedServer([
            "PUT /latest/api/token": [.init(body: "TOKEN")], Self.roles: [.init(body: "my-role\n")],
            Self.roles + "my-role": [.init(body: Self.document)],
        ])
        #expect(try await TestSurroundings.chain(instance(server)).credentials() == Self.role)
        let asked = try await server.asked()
        #expect(asked.map(\.request) == ["PUT /latest/api/token", Self.roles, Self.roles + "my-role"])
        #expect(asked.first?.fields["x-aws-ec2-metadata-token-ttl-seconds"] == "21600")
        #expect(asked.dropFirst().allSatisfy { $0.fields["x-aws-ec2-metadata-token"] == "TOKEN" })
    }

    @Test func `are no instance metadata when nobody answers, or it is switched off, or there is no role`() async throws {
        let off = try CannedServer(["PUT /latest/api/token": [.init(status: 403)]])
        let none = try CannedServer(["PUT /latest/api/token": [.init(body: "T")]])
        let gone = TestSurroundings.make([
            "AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:1",
        ])
        for (surroundings, words) in [
            (instance(off), "instance metadata: the instance metadata service is switched off"),
            (instance(none), "instance metadata: the instance has no role"), (gone, "instance metadata: could not connect"),
        ] {
            let error = try await TestSurroundings.error(surroundings)
            #expect(error?.code == .noCredentials)
            #expect(error?.reason?.contains(words) == true)
        }
    }

    @Test func `say what is wrong with the role`() async throws {
        let server = try CannedServer([
            "PUT /latest/api/token": [.init(body: "TOKEN")], Self.roles: [.init(body: "r")],
            Self.roles + "r": [.init(body: #"{"Code":"AssumeRoleUnauthorizedAccess","Message":"EC2 cannot assume the role r"}"#)],
        ])
        let error = try await TestSurroundings.error(instance(server))
        #expect(error?.reason?.hasPrefix("AssumeRoleUnauthorizedAccess: EC2 cannot assume the role r") == true)
    }
}
