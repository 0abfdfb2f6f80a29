import Foundation
import SystemPackage
import TestSupport
import Testing

/// The program with nothing but a sign-in: moto plays AWS, a server of the test's own who signs people and jobs in.
@Suite(.serialized, .enabled(if: PythonTools.moto != nil, "no Python with moto[server]: run Scripts/setup test"))
struct `Credentials of a sign-in` {
    private let moto: MotoServer
    private let project: SampleProject

    init() throws {
        moto = try MotoServer()
        project = try SampleProject()
    }

    private func server(_ request: String, _ body: String) throws -> FixtureServer {
        let answers = [request: [["body": body]]]
        return try FixtureServer(
            "python3", "canned_server.py", [String(decoding: try JSONEncoder().encode(answers), as: UTF8.self)])
    }

    private func doctor(_ variables: [String: String]) throws -> Program.Output {
        let standard = [
            "AWS_ENDPOINT_URL": moto.address, "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true", "HOME": project.root,
        ]
        return try project.run(["doctor", "--verbose"], standard.merging(variables) { $1 })
    }

    @Test func `are a job's of GitHub Actions, which doctor says, without a secret`() throws {
        let github = try server("GET /idtoken", #"{"value":"hunter2.jwt.x"}"#)
        let output = try doctor([
            "GITHUB_ACTIONS": "true", "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/deploy",
            "ACTIONS_ID_TOKEN_REQUEST_URL": github.address + "/idtoken?api-version=2.0", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "hunter2",
        ])
        #expect(output.text.contains("ok    credentials"))
        #expect(output.text.contains(":assumed-role/deploy/imgship-"))
        #expect(output.text.contains(", from GitHub Actions, until "))
        #expect(output.text.contains(", then renewed"))
        #expect(!(output.text + output.standardError).contains("hunter2"))
    }

    @Test func `are a person's by aws login, renewed for all programs`() throws {
        let signIn = try server(
            "POST /v1/token",
            #"{"accessToken":{"accessKeyId":"ASIANEW","secretAccessKey":"hunter2","sessionToken":"t"},"expiresIn":900,"refreshToken":"hunter3"}"#
        )
        try project.directory.write(".aws/config", "[default]\nlogin_session = session\n")
        let key = try Program.output(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout"])
        let session: [String: Any] = [
            "accessToken": [
                "accessKeyId": "ASIAOLD", "secretAccessKey": "s", "sessionToken": "t", "accountId": "123456789012",
                "expiresAt": "2023-11-14T22:13:20Z",
            ],
            "refreshToken": "hunter1", "clientId": "c", "dpopKey": key,
        ]
        // printf %s session | sha256sum
        let cache = ".aws/login/cache/3f3af1ecebbd1410ab417ec0d27bbfcb5d340e177ae159b59fc8626c2dfd9175.json"
        try project.directory.write(cache, Array(try JSONSerialization.data(withJSONObject: session)), mode: 0o600)
        let output = try doctor(["AWS_ENDPOINT_URL_SIGNIN": signIn.address])
        #expect(output.text.contains(", from profile 'default', until "))
        for secret in ["hunter1", "hunter2", "hunter3"] { #expect(!(output.text + output.standardError).contains(secret)) }
        let kept = String(decoding: try project.directory.read(cache), as: UTF8.self)
        for part in ["ASIANEW", "hunter2", "hunter3"] { #expect(kept.contains(part)) }
        let status = try FileManager.default.attributesOfItem(atPath: project.directory.path.appending(cache).string)
        #expect(status[.posixPermissions] as? Int == 0o600)
    }

    @Test func `of a program that fails are told in its last words`() throws {
        try project.directory.write(".aws/config", "[default]\ncredential_process = sh -c \"echo the session is over >&2; exit 3\"\n")
        let output = try doctor([:])
        #expect(output.status == 1)
        #expect(output.text.contains("'credential_process' of the profile 'default' did not work"))
        #expect(output.text.contains("it ended with 3"))
        #expect(output.text.contains("the session is over"))
    }
}
