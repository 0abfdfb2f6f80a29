import Content
import Diagnostics
import Foundation
import HTTP
import OCI
import Registry
import SystemPackage
import TestSupport
import Testing

/// The ways in which Debian's docker-registry can be reached; skopeo looks at what arrived.
@Suite(.enabled(if: DockerRegistry.isInstalled, "docker-registry is not installed: Scripts/setup test"))
struct `A real registry's door` {
    private let directory: TemporaryDirectory
    private let sample: Sample

    init() throws {
        directory = try TemporaryDirectory()
        sample = try Sample(sizes: [100, 3 << 20])
    }

    private func openssl(_ arguments: String) throws {
        try Program.output(["openssl"] + arguments.split(separator: " ").map(String.init), directory: directory.path.string)
    }

    private func push(_ client: RegistryClient, to repository: String = "team/app") async throws {
        let pushed = try await RegistryPusher(client, from: sample.store).push(PushRequest(sample.root, to: repository, tags: ["1"]))
        #expect(pushed.sent.count == sample.blobs.count)
    }

    private func pull(_ client: RegistryClient, _ repository: String = "team/app") async throws {
        let other = try sample.emptyStore(UUID().uuidString)
        let image = try await sample.pull("\(client.registry)/\(repository):1", client, into: other)
        #expect(image.descriptor.digest == sample.root.digest)
        for layer in image.layers { #expect(try other.contains(layer)) }
    }

    // MARK: Tokens

    /// A token service with its key, and a registry that trusts it.
    private func tokens() throws -> (service: FixtureServer, registry: DockerRegistry) {
        try openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=token.test -keyout token.key -out token.pem")
        let service = try FixtureServer("python3", "token_server.py", [directory.path.string])
        let realm = "http://127.0.0.1:\(service.ports[0])/token"
        return (service, try DockerRegistry(.token(realm: realm, certificate: directory.path.appending("token.pem"))))
    }

    @Test func `opens to signed tokens, and to nobody else`() async throws {
        let (service, registry) = try tokens()
        let client = try TestClient(registry.domain, FixedCredentials.user).client
        try await push(client)
        // Mounting needs a token for two repositories at once.
        let mounts = Dictionary(uniqueKeysWithValues: sample.blobs.map { ($0.digest, ["team/app"]) })
        let second = try await RegistryPusher(TestClient(registry.domain, FixedCredentials.user).client, from: sample.store)
            .push(PushRequest(sample.root, to: "team/two", tags: ["1"], mountSources: mounts))
        #expect(second.mounted.count == sample.blobs.count)
        try await pull(try TestClient(registry.domain).client)

        let stranger = try await registryError { try await push(try TestClient(registry.domain).client, to: "team/three") }
        #expect(stranger?.code == .unauthorized)
        let wrong = FixedCredentials(known: .basic(user: "user", password: Secret("wr0ng-pass")))
        let refused = try await registryError { try await pull(try TestClient(registry.domain, wrong).client) }
        #expect(refused?.code == .unauthorized)
        #expect(refused?.report.contains("wr0ng-pass") == false)

        let told = try Program.output([
            "skopeo", "inspect", "--tls-verify=false", "--creds", "user:secret", "--format", "{{.Digest}}",
            "docker://\(registry.domain)/team/app:1",
        ])
        #expect(told.trimmed == sample.root.digest.description)
        withExtendedLifetime(service) {}
    }

    // MARK: Prefixes

    private func behind(_ address: String) throws -> TestClient {
        let address = try WebAddress(address)
        return try TestClient("registry.example") { $0.address = address }
    }

    @Test(arguments: [UploadShape.stream, .whole, .chunks(1)])
    func `is behind a prefix that the registry knows`(shape: UploadShape) async throws {
        let registry = try DockerRegistry(.prefixed("/some/registry/"))
        let address = try WebAddress("http://\(registry.domain)/some/registry")
        let client = try TestClient("registry.example", upload: shape) { $0.address = address }.client
        try await push(client)
        try await pull(client)
    }

    @Test(arguments: [true, false])
    func `is behind a proxy whose prefix the registry does not know`(isRelative: Bool) async throws {
        let registry = try DockerRegistry(isRelative ? .relative : .open)
        let proxy = try FixtureServer("python3", "prefix_proxy.py", ["/hidden", "\(registry.port)"])
        let client = try behind("http://127.0.0.1:\(proxy.ports[0])/hidden/").client
        try await push(client)
        try await pull(client)
        let told = try Program.output([
            "skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", "docker://\(registry.domain)/team/app:1",
        ])
        #expect(told.trimmed == sample.root.digest.description)
    }

    // MARK: Certificates

    /// An authority, a certificate for 127.0.0.1 and one for a client, and another authority that nobody knows.
    private func certificates() throws {
        try directory.write("server.ext", "subjectAltName=IP:127.0.0.1\n")
        try directory.write("client.ext", "extendedKeyUsage=clientAuth\n")
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        for name in ["authority", "stranger"] {
            try openssl("req -x509 \(key) -days 2 -subj /CN=\(name) -keyout \(name).key -out \(name).pem")
        }
        for name in ["server", "client"] {
            try openssl("req \(key) -subj /CN=\(name) -keyout \(name).key -out \(name).csr")
            try openssl(
                "x509 -req -days 2 -in \(name).csr -CA authority.pem -CAkey authority.key -CAcreateserial -extfile \(name).ext -out \(name).pem"
            )
        }
    }

    private func path(_ name: String) -> FilePath { directory.path.appending(name) }

    private func client(_ registry: DockerRegistry, _ trust: TLSTrust) throws -> RegistryClient {
        let http = try HTTPClient(HTTPConfiguration(trust: trust))
        return try TestClient(registry.domain, http: http) { $0.encryption = .always }.client
    }

    @Test func `has a certificate of an authority of its own`() async throws {
        try certificates()
        let registry = try DockerRegistry(.encrypted(certificate: path("server.pem"), key: path("server.key")))
        let trusting = try client(registry, TLSTrust(extraAuthorities: [path("authority.pem").string]))
        try await push(trusting)
        try await pull(trusting)
        for trust in [TLSTrust(), TLSTrust(extraAuthorities: [path("stranger.pem").string])] {
            let error = try await registryError { try await pull(try client(registry, trust)) }
            #expect(error?.code == .unreachable)
            #expect(error?.reason?.contains("no trusted connection") == true)
        }
    }

    @Test func `asks for a certificate of the client`() async throws {
        try certificates()
        let registry = try DockerRegistry(
            .encrypted(certificate: path("server.pem"), key: path("server.key"), clients: path("authority.pem")))
        var trust = TLSTrust(extraAuthorities: [path("authority.pem").string])
        let without = try await registryError { try await push(try client(registry, trust)) }
        #expect(without?.code == .unreachable)

        let origin = try WebAddress("https://\(registry.domain)/").origin
        trust.clientCertificate = .init(certificate: path("client.pem").string, key: path("client.key").string, origin: origin)
        let known = try client(registry, trust)
        try await push(known)
        try await pull(known)

        // It is shown to the origin it is for alone.
        trust.clientCertificate?.origin = try WebAddress("https://other.example/").origin
        let elsewhere = try await registryError { try await pull(try client(registry, trust)) }
        #expect(elsewhere?.code == .unreachable)
    }
}
