import AWS
import Foundation
import HTTP
import JSON
import TestSupport
import Testing

/// botocore renews the same sign-ins from the same files: what it sends and keeps is what we have to send and keep.
@Suite(.enabled(if: PythonTools.botocoreWithCRT != nil, "no Python with botocore and awscrt: run Scripts/setup test"))
struct `Sign-ins as botocore has them` {
    private enum Kind: String, CaseIterable {
        case sso, login

        /// `printf %s corp | sha1sum`, `printf %s session | sha256sum`
        var cache: String {
            switch self {
            case .sso: ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"
            case .login: ".aws/login/cache/3f3af1ecebbd1410ab417ec0d27bbfcb5d340e177ae159b59fc8626c2dfd9175.json"
            }
        }
    }

    private static let config = """
        [profile sso]
        region = eu-west-1
        sso_session = corp
        sso_account_id = 123456789012
        sso_role_name = Power User
        [sso-session corp]
        sso_region = eu-west-1
        sso_start_url = https://corp.example/start
        [profile login]
        region = eu-west-1
        login_session = session
        """

    private static let ended = "2023-11-14T22:13:20Z"

    /// What is left of a sign-in that ended long ago, and can be renewed.
    private static func content(_ kind: Kind, key: String) -> JSONObject {
        switch kind {
        case .sso:
            [
                "startUrl": "https://corp.example/start", "region": "eu-west-1", "accessToken": "OLD", "expiresAt": .string(ended),
                "clientId": "client", "clientSecret": "secret", "registrationExpiresAt": "2100-01-01T00:00:00Z",
                "refreshToken": "refresh-1",
            ]
        case .login:
            [
                "accessToken": [
                    "accessKeyId": "OLD", "secretAccessKey": "s", "sessionToken": "t", "accountId": "123456789012",
                    "expiresAt": .string(ended),
                ],
                "tokenType": "aws_sigv4", "refreshToken": "refresh-1", "idToken": "id", "clientId": "arn:aws:signin:::devtools/same-device",
                "dpopKey": .string(key), "signInRegion": "us-east-2",
            ]
        }
    }

    private static func server() throws -> CannedServer {
        try CannedServer([
            "POST /token": [.init(body: #"{"accessToken":"NEW","expiresIn":3600,"refreshToken":"refresh-2","tokenType":"Bearer"}"#)],
            "GET /federation/credentials": [
                .init(body: #"{"roleCredentials":{"accessKeyId":"K","secretAccessKey":"s","sessionToken":"t","expiration":4102444800000}}"#)
            ],
            "POST /v1/token": [
                .init(
                    body:
                        #"{"accessToken":{"accessKeyId":"K","secretAccessKey":"s","sessionToken":"t"},"tokenType":"aws_sigv4","expiresIn":3600,"refreshToken":"refresh-2"}"#
                )
            ],
        ])
    }

    private func home(_ kind: Kind, key: String) throws -> TemporaryDirectory {
        let home = try TemporaryDirectory()
        try home.write(".aws/config", Self.config)
        try home.write(kind.cache, JSONValue.object(Self.content(kind, key: key)).bytes(), mode: 0o600)
        return home
    }

    private typealias Found = BotocoreCredentials.Found

    private func botocore(_ kind: Kind, _ home: TemporaryDirectory, _ server: CannedServer) throws -> Found? {
        let variables = ["AWS_ENDPOINT_URL": server.address(), "AWS_EC2_METADATA_DISABLED": "true"]
        return try BotocoreCredentials.find(kind.rawValue, home, variables)
    }

    private func ours(_ kind: Kind, _ home: TemporaryDirectory, _ server: CannedServer) async throws -> Found {
        let surroundings = BotocoreCredentials.surroundings(kind.rawValue, home, ["AWS_ENDPOINT_URL": server.address()])
        let found = try await CredentialChain(surroundings, http: HTTPClient()).credentials()
        return Found(found)
    }

    /// The file without its moment, which is that of each run; and that moment.
    private func kept(_ kind: Kind, _ home: TemporaryDirectory) throws -> (JSONObject, UTCDate?) {
        var content = try #require(try JSONValue(parsing: home.read(kind.cache), name: "cache").object)
        if kind == .sso {
            let end = content.removeValue(forKey: "expiresAt")?.string.flatMap(UTCDate.init(rfc3339:))
            return (content, end)
        }
        var access = content["accessToken"]?.object ?? [:]
        let end = access.removeValue(forKey: "expiresAt")?.string.flatMap(UTCDate.init(rfc3339:))
        content["accessToken"] = .object(access)
        return (content, end)
    }

    @Test(arguments: Kind.allCases) private func `are renewed and kept alike, and read by each other`(kind: Kind) async throws {
        let key = TestKey.pem
        let (home, theirHome) = (try self.home(kind, key: key), try self.home(kind, key: key))
        let (server, theirServer) = (try Self.server(), try Self.server())
        let found = try await ours(kind, home, server)
        #expect(found == (try botocore(kind, theirHome, theirServer)))
        #expect(try await BotocoreCredentials.sent(to: server) == BotocoreCredentials.sent(to: theirServer))

        let (content, end) = try kept(kind, home), (theirs, theirEnd) = try kept(kind, theirHome)
        #expect(content == theirs)
        let now = Int64(Date().timeIntervalSince1970)
        for end in [end, theirEnd] { #expect(abs(try #require(end).secondsSince1970 - now - 3600) < 300) }
        let status = try FileManager.default.attributesOfItem(atPath: home.path.appending(kind.cache).string)
        #expect(status[.posixPermissions] as? Int == 0o600)
        // Nothing is left of the way there.
        let directory = home.path.appending(kind.cache).removingLastComponent()
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.string).count == 1)

        // Each reads what the other kept, and has no reason to renew it.
        let second = try Self.server()
        #expect(try await ours(kind, theirHome, second) == found)
        #expect(try botocore(kind, home, second) == found)
        #expect(try await !second.asked().contains { $0.request.hasPrefix("POST") })
    }

    @Test func `are proven as botocore proves them`() async throws {
        let directory = try TemporaryDirectory()
        let key = TestKey.pem
        try directory.write("key.pem", key)
        let server = try Self.server()
        let before = Int64(Date().timeIntervalSince1970)
        _ = try await ours(.login, home(.login, key: key), server)
        let proof = try #require(try await server.asked().first?.fields["dpop"])
        let output = try Program.output([
            PythonTools.botocoreWithCRT ?? "", PythonTools.fixtures.appendingPathComponent("botocore_credentials.py").path, "proof",
            directory.path.appending("key.pem").string, proof,
        ])
        let pair = try #require(try JSONValue(parsing: Array(output.utf8), name: "output").array)
        #expect(pair.count == 2)
        #expect(pair[0] == pair[1])
        let payload = pair[0].array?.last
        #expect(payload?["htu"]?.string == server.address("/v1/token"))
        #expect(abs(Int64(payload?["iat"]?.integer ?? 0) - before) < 300)
        #expect(payload?["jti"]?.string.flatMap(UUID.init(uuidString:)) != nil)
    }
}
