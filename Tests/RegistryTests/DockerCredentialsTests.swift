import Diagnostics
import Registry
import Synchronization
import TestSupport
import Testing

/// The files are as docker login and podman login write them.
@Suite struct `Credentials of docker and podman` {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private static let noHelper: CredentialHelperRunner = { program, _, _ in
        Issue.record("\(program) was run")
        return CredentialHelperOutput(status: 1, output: [])
    }

    private func ask(_ json: String, _ registry: String, _ repository: String = "app", _ run: @escaping CredentialHelperRunner = noHelper)
        async throws -> RegistryCredentials?
    {
        let file = try directory.write("config.json", json)
        let missing = directory.path.appending("missing.json")
        return try await DockerCredentials(files: [missing, file], runHelper: run).credentials(
            for: registry, repository: repository, insteadOf: nil)
    }

    private func basic(_ user: String, _ password: String) -> RegistryCredentials { .basic(user: user, password: Secret(password)) }

    @Test(arguments: ["https://index.docker.io/v1/", "docker.io", "index.docker.io"])
    func `know Docker Hub by all its names`(key: String) async throws {
        // dXNlcjpwYTpzcw== is the base64 of "user:pa:ss".
        #expect(
            try await ask(#"{"auths":{"\#(key)":{"auth":"dXNlcjpwYTpzcw=="}},"HttpHeaders":{}}"#, "docker.io") == basic("user", "pa:ss"))
    }

    @Test(arguments: [("ns/app", "ns"), ("ns/other", "ns"), ("nsx/app", "host"), ("app", "host"), ("ns/deep/app", "deep")])
    func `are those of the longest entry that fits`(repository: String, user: String) async throws {
        let json = """
            {"auths":{"quay.io":{"username":"host","password":"p"},"quay.io/ns":{"username":"ns","password":"p"},
            "quay.io/ns/deep/app":{"username":"deep","password":"p"}}}
            """
        #expect(try await ask(json, "quay.io", repository) == basic(user, "p"))
    }

    @Test func `go to no other registry`() async throws {
        let json = #"{"auths":{"https://registry.example":{"username":"u","password":"p"}}}"#
        for other in ["example", "evil-registry.example", "registry.example:5000", "registry.example.evil", "docker.io"] {
            #expect(try await ask(json, other) == nil)
        }
        #expect(try await ask(json, "registry.example") == basic("u", "p"))
    }

    @Test func `can be tokens`() async throws {
        let json = #"{"auths":{"a.example":{"auth":"","identitytoken":"refresh"},"b.example":{"registrytoken":"direct"}}}"#
        #expect(try await ask(json, "a.example") == .identityToken(Secret("refresh")))
        #expect(try await ask(json, "b.example") == .registryToken(Secret("direct")))
    }

    @Test func `come from helper programs`() async throws {
        let json = #"{"auths":{"a.example":{}},"credHelpers":{"a.example":"one"},"credsStore":"two"}"#
        let asked = Mutex<[String]>([])
        let run: CredentialHelperRunner = { program, arguments, input in
            let server = String(decoding: input, as: UTF8.self)
            asked.withLock { $0.append("\(program) \(arguments.joined(separator: " ")) < \(server)") }
            if program.hasSuffix("one") {
                return .init(status: 0, output: Array(#"{"ServerURL":"x","Username":"<token>","Secret":"t"}"#.utf8))
            }
            if server == "b.example" { return .init(status: 1, output: Array("credentials not found in native keychain\n".utf8)) }
            return .init(status: 0, output: Array(#"{"ServerURL":"x","Username":"u","Secret":"p"}"#.utf8))
        }
        #expect(try await ask(json, "a.example", "app", run) == .identityToken(Secret("t")))
        #expect(try await ask(json, "b.example", "app", run) == nil)
        #expect(try await ask(json, "docker.io", "app", run) == basic("u", "p"))
        #expect(
            asked.withLock(\.self) == [
                "docker-credential-one get < a.example", "docker-credential-two get < b.example",
                "docker-credential-two get < https://index.docker.io/v1/",
            ])
    }

    @Test(arguments: [
        "{", "[]", #"{"auths":{"a.example":{"auth":"%%%"}}}"#, #"{"auths":{"a.example":{"auth":"bm9jb2xvbg=="}}}"#,
        #"{"credHelpers":{"a.example":"../../bin/evil"}}"#,
    ])
    func `that cannot be read are an error`(json: String) async throws {
        let error = await #expect(throws: RegistryError.self) { try await ask(json, "a.example") }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.exitCode == .usage)
    }

    @Test func `are not shown when a helper fails`() async throws {
        let error = await #expect(throws: RegistryError.self) {
            try await ask(#"{"credsStore":"x"}"#, "a.example") { _, _, _ in .init(status: 0, output: Array(#"{"Secret":"hidden"}"#.utf8)) }
        }
        #expect(error?.report.contains("hidden") == false)
    }
}
