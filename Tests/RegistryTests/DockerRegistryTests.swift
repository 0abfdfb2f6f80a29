import Content
import Diagnostics
import HTTP
import OCI
import Registry
import TestSupport
import Testing

/// The judges are Debian's docker-registry and skopeo.
@Suite(.enabled(if: DockerRegistry.isInstalled, "docker-registry is not installed: Scripts/setup test"))
struct `A real registry` {
    @Test(arguments: [UploadShape.stream, .whole, .chunks(5 << 20)])
    func `gives back what was pushed, and skopeo agrees`(shape: UploadShape) async throws {
        let registry = try DockerRegistry()
        let sample = try Sample(sizes: [0, 100, 12 << 20])
        let client = try TestClient(registry.domain, upload: shape).client

        let pushed = try await RegistryPusher(client, from: sample.store).push(
            PushRequest(sample.root, to: "team/app", tags: ["1", "two"]))
        let other = try sample.emptyStore()
        let image = try await sample.pull("\(registry.domain)/team/app:two", client, into: other)

        #expect(pushed.sent.count == sample.blobs.count)
        #expect(pushed.sent.size == sample.blobs.reduce(0) { $0 + $1.size })
        #expect(image.descriptor.digest == sample.root.digest)
        for layer in image.layers { #expect(try other.contains(layer)) }
        let told = try Program.output([
            "skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", "docker://\(registry.domain)/team/app:1",
        ])
        #expect(told.trimmed == sample.root.digest.description)
        let layout = sample.directory.path.appending("layout").string
        try Program.output([
            "skopeo", "copy", "-q", "--preserve-digests", "--src-tls-verify=false", "docker://\(registry.domain)/team/app:1",
            "oci:\(layout):x",
        ])
        #expect(try ContentStore(existing: sample.directory.path.appending("layout")).image(named: "x").digest == sample.root.digest)
    }

    @Test func `takes an index for two platforms`() async throws {
        let registry = try DockerRegistry()
        let sample = try Sample(platforms: [.linuxAMD64, .linuxARM64])
        let client = try TestClient(registry.domain).client

        let pushed = try await RegistryPusher(client, from: sample.store).push(PushRequest(sample.root, to: "app", tags: ["latest"]))
        let image = try await sample.pull("\(registry.domain)/app", client, into: try sample.emptyStore(), platform: .linuxARM64)

        #expect(pushed.documents.count == 3)
        #expect(image.config.platform == .linuxARM64)
        #expect(try await client.resolve(.tag("latest"), in: "app")?.digest == sample.root.digest)
        let wrong = await #expect(throws: ContentError.self) {
            try await sample.pull("\(registry.domain)/app", client, into: sample.store, platform: Platform("linux/s390x"))
        }
        #expect(wrong?.code == .missingPlatform)
    }

    @Test func `is sent nothing twice`() async throws {
        let registry = try DockerRegistry()
        let sample = try Sample()
        let request = PushRequest(sample.root, to: "app", tags: ["1"])

        _ = try await RegistryPusher(TestClient(registry.domain).client, from: sample.store).push(request)
        let second = try await RegistryPusher(TestClient(registry.domain).client, from: sample.store).push(request)

        #expect(second.sent.count == 0)
        #expect(second.documents.count == 0)
        #expect(second.present.count == sample.blobs.count)
    }

    @Test func `mounts what another repository has`() async throws {
        let registry = try DockerRegistry()
        let sample = try Sample()
        let pusher = RegistryPusher(try TestClient(registry.domain).client, from: sample.store)

        _ = try await pusher.push(PushRequest(sample.root, to: "one", tags: ["1"]))
        let second = try await pusher.push(PushRequest(sample.root, to: "two", tags: ["1"]))

        #expect(second.mounted.count == sample.blobs.count)
        #expect(second.sent.count == 0)
    }

    @Test func `mounts the layers of a base that was never pulled`() async throws {
        let registry = try DockerRegistry()
        let base = try Sample("base")
        let client = try TestClient(registry.domain).client
        _ = try await RegistryPusher(client, from: base.store).push(PushRequest(base.root, to: "base", tags: ["1"]))

        // The documents of the base alone, as a build has them.
        let bare = try base.emptyStore()
        let documents = [base.root] + base.blobs.filter(\.mediaType.isConfig)
        for document in documents { try bare.write(base.store.read(document)) }
        let layers = base.blobs.filter(\.mediaType.isLayer)
        let mounts = Dictionary(uniqueKeysWithValues: layers.map { ($0.digest, ["base"]) })
        let mounted = try await RegistryPusher(TestClient(registry.domain).client, from: bare)
            .push(PushRequest(base.root, to: "app", tags: ["1"], mountSources: mounts))

        #expect(mounted.mounted.count == layers.count)
        for layer in layers { #expect(try !bare.contains(layer)) }

        // To a registry that has nothing, the layers come from where they are.
        let second = try DockerRegistry()
        let source = RegistrySource(try ImageReference("\(registry.domain)/base:1"), client: client)
        let origins = Dictionary(uniqueKeysWithValues: layers.map { ($0.digest, source) })
        let sent = try await RegistryPusher(TestClient(second.domain).client, from: bare)
            .push(PushRequest(base.root, to: "app", tags: ["1"], origins: origins))
        #expect(sent.sent.count == base.blobs.count)
    }

    @Test func `lets in who knows the password`() async throws {
        let registry = try DockerRegistry(.password(htpasswd: DockerRegistry.user))
        let sample = try Sample()
        let client = try TestClient(registry.domain, FixedCredentials.user).client

        let pushed = try await RegistryPusher(client, from: sample.store).push(PushRequest(sample.root, to: "app", tags: ["1"]))
        #expect(pushed.sent.count == sample.blobs.count)
        _ = try await sample.pull("\(registry.domain)/app:1", client, into: try sample.emptyStore())

        let wrong = FixedCredentials(known: .basic(user: "user", password: Secret("wr0ng-pass")))
        for provider in [wrong, AnonymousAccess()] as [any CredentialsProvider] {
            let stranger = try TestClient(registry.domain, provider).client
            let error = try await registryError {
                _ = try await RegistryPusher(stranger, from: sample.store).push(PushRequest(sample.root, to: "app", tags: ["2"]))
            }
            #expect(error?.code == .unauthorized)
            #expect(error?.registryCode == "UNAUTHORIZED")
            #expect(error?.hint?.contains("imgship login \(registry.domain)") == true)
            #expect(error?.report.contains("wr0ng-pass") == false)
        }
    }

    @Test func `is spoken to over TLS, when its certificate is trusted`() async throws {
        let directory = try TemporaryDirectory()
        let arguments =
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=Test -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out cert.pem"
        try Program.output(["openssl"] + arguments.split(separator: " ").map(String.init), directory: directory.path.string)
        let certificate = directory.path.appending("cert.pem")
        let registry = try DockerRegistry(.encrypted(certificate: certificate, key: directory.path.appending("key.pem")))
        let sample = try Sample()
        var policy = RegistryPolicy()
        policy.encryption = .always
        policy.retry = .never

        let trusting = try HTTPClient(HTTPConfiguration(trust: TLSTrust(extraAuthorities: [certificate.string])))
        let client = try RegistryClient(registry.domain, http: trusting, policy: policy)
        let pushed = try await RegistryPusher(client, from: sample.store).push(PushRequest(sample.root, to: "app", tags: ["1"]))
        _ = try await sample.pull("\(registry.domain)/app:1", client, into: try sample.emptyStore())
        #expect(pushed.sent.count == sample.blobs.count)

        let careful = try RegistryClient(registry.domain, http: HTTPClient(), policy: policy)
        let error = try await registryError { _ = try await careful.manifest(.tag("1"), in: "app") }
        #expect(error?.code == .unreachable)
        #expect(error?.hint?.contains("SSL_CERT_FILE") == true)
    }

    @Test func `says what is not there`() async throws {
        let registry = try DockerRegistry()
        let client = try TestClient(registry.domain).client
        let error = try await registryError { _ = try await client.manifest(.tag("1"), in: "no/such") }
        #expect(error?.code == .notFound || error?.code == .missingRepository)
        #expect(error?.status == 404)
        #expect(try await client.resolve(.tag("1"), in: "no/such") == nil)
    }
}

extension String {
    var trimmed: String { String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()) }
}
