import Diagnostics
import Foundation
import HTTP
import OCI
import Registry
import TestSupport
import Testing

/// How registries differ where the specification leaves room; each name of a fault is that of who does it.
@Suite struct `A dialect` {
    private let fake: FakeRegistry

    init() throws { fake = try FakeRegistry.shared.get() }

    private static func repository(_ fault: String) -> String { "\(fault)/\(UUID().uuidString.lowercased())" }

    private func push(_ sample: Sample, _ repository: String, _ test: TestClient) async throws -> PushResult {
        try await RegistryPusher(test.client, from: sample.store).push(PushRequest(sample.root, to: repository, tags: ["1"]))
    }

    /// public.ecr.aws, which answers every `HEAD` of a blob with 401, whatever token is shown.
    @Test func `without HEAD of blobs is asked for it once and not for ever`() async throws {
        let sample = try Sample(sizes: [1, 2, 3, 4, 5, 6])
        let repository = Self.repository("publicecr")
        let test = try TestClient(fake.domain, FixedCredentials.user) { $0.parallelTransfers = 1 }
        _ = try await push(sample, repository, test)
        let second = try await push(sample, repository, TestClient(fake.domain, FixedCredentials.user) { $0.parallelTransfers = 1 })

        #expect(second.present.count == sample.blobs.count)
        let asked = try await fake.log(repository)
        // Two runs; in each, once without and once with a new token.
        #expect(asked.filter { $0.method == "HEAD" && $0.path.contains("/blobs/") }.count <= 6)
        #expect(asked.filter { $0.path == "/token" }.count <= 8)
    }

    @Test func `without HEAD of blobs says what a push would send`() async throws {
        let sample = try Sample()
        let (source, target) = (Self.repository("publicecr"), Self.repository("publicecr"))
        let pusher = RegistryPusher(try TestClient(fake.domain, FixedCredentials.user).client, from: sample.store)
        #expect(try await pusher.forecast(PushRequest(sample.root, to: source)).new.count == sample.blobs.count)
        try await pusher.pushBlobs(sample, source)
        #expect(try await pusher.forecast(PushRequest(sample.root, to: source)).present.count == sample.blobs.count)
        var request = PushRequest(sample.root, to: target)
        request.sourceRepository = source
        #expect(try await pusher.forecast(request).mountable.count == sample.blobs.count)
    }

    /// ghcr.io challenges a login with the scope of a repository that nobody has.
    @Test func `with a placeholder for a repository takes a login`() async throws {
        func login(_ password: String) async throws -> Bool {
            let check = LoginCheck(.basic(user: "user", password: Secret(password)))
            let place = try WebAddress("http://\(fake.domain)/placeholder/")
            return try await check.run(TestClient("ghcr.example", check) { $0.address = place }.client)
        }
        #expect(try await login("secret"))
        #expect(try await registryError { _ = try await login("wrong") }?.code == .denied)
    }

    @Test(arguments: ["nohead-400", "nohead-401", "nohead-403", "nohead-404", "nohead-405"])
    func `without HEAD of manifests gives the manifest`(fault: String) async throws {
        let sample = try Sample()
        let repository = Self.repository(fault)
        _ = try await push(sample, repository, TestClient(fake.domain))
        let client = try TestClient(fake.domain).client
        #expect(try await client.resolve(.tag("1"), in: repository) == sample.root.plain)
        #expect(try await client.resolve(.tag("2"), in: repository) == nil)
    }

    @Test func `explains with a GET what a HEAD does not`() async throws {
        let error = try await registryError {
            _ = try await TestClient(fake.domain).client.resolve(.tag("1"), in: Self.repository("forbidden"))
        }
        #expect(error?.code == .denied)
        #expect(error?.reason?.contains("the policy of this repository forbids it") == true)
    }

    @Test func `of GHCR says 403 of what is not there`() async throws {
        let error = try await registryError {
            _ = try await TestClient(fake.domain).client.manifest(.tag("1"), in: Self.repository("ghcr"))
        }
        #expect(error?.code == .denied)
        #expect(error?.report.contains("DENIED") == true)
        #expect(error?.hint?.contains("check the name of the repository") == true)
    }

    @Test(arguments: ["quay", "gitlab", "artifactory", "accesstoken", "publicecr"])
    func `in tokens is understood, and the password stays at the token service`(fault: String) async throws {
        let repository = Self.repository(fault)
        _ = try await push(try Sample(), repository, TestClient(fake.domain, FixedCredentials.user))
        let asked = try await fake.log(repository)
        #expect(asked.contains { $0.path == "/token" && $0.authorization.hasPrefix("Basic ") })
        #expect(asked.allSatisfy { $0.path == "/token" || !$0.authorization.hasPrefix("Basic ") })
        // A stranger gets a token too, that only pulls.
        _ = try await TestClient(fake.domain).client.manifest(.tag("1"), in: repository)
    }

    @Test(arguments: ["norealm", "otherrealm"])
    func `that sends for a token to nowhere is refused`(fault: String) async throws {
        let client = try TestClient(fake.domain, FixedCredentials.user).client
        let error = try await registryError { _ = try await client.manifest(.tag("1"), in: Self.repository(fault)) }
        #expect(error?.code == .unreachable)
    }

    /// S3's answer when it is asked too much; an address is good for one request.
    @Test func `of ECR's storage is asked for a fresh address`() async throws {
        let sample = try Sample(sizes: [300_000])
        let repository = Self.repository("slowdown")
        let test = try TestClient(fake.domain, FixedCredentials.user)
        _ = try await push(sample, repository, test)
        _ = try await sample.pull("\(fake.domain)/\(repository):1", test.client, into: sample.emptyStore())
        let gets = try await fake.log(repository).filter { $0.method == "GET" && $0.path.contains(sample.blobs[0].digest.description) }
        #expect(gets.filter { $0.port == fake.storagePort }.count == 3)
        #expect(Set(gets.filter { $0.port == fake.storagePort }.map(\.path)).count == 3)
        #expect(gets.allSatisfy { $0.port == fake.port || $0.authorization.isEmpty })
    }

    @Test func `that breaks off after every megabyte is pulled to the end`() async throws {
        let sample = try Sample(sizes: [9 << 20])
        let repository = Self.repository("crawl")
        let test = try TestClient(fake.domain)
        _ = try await push(sample, repository, test)
        let other = try sample.emptyStore()
        _ = try await sample.pull("\(fake.domain)/\(repository):1", test.client, into: other)
        #expect(try other.contains(sample.blobs[0]))
    }

    /// Four times half a second with hardly any data, though never half a second without.
    @Test(arguments: ["loris", "lorisblob"])
    func `of a byte now and then is given up`(fault: String) async throws {
        let sample = try Sample()
        let repository = Self.repository(fault)
        let http = try HTTPClient(HTTPConfiguration(timeouts: Timeouts(stall: .milliseconds(500))))
        let test = try TestClient(fake.domain, http: http) { $0.retry.attempts = 2 }
        if fault == "lorisblob" {
            try await RegistryPusher(test.client, from: sample.store).pushBlobs(sample, repository)
        }
        let start = ContinuousClock.now
        let error = try await registryError {
            if fault == "loris" {
                _ = try await test.client.manifest(.tag("1"), in: repository)
            } else {
                let source = RegistrySource(try ImageReference("\(fake.domain)/\(repository):1"), client: test.client)
                try await source.copy(sample.blobs[1], into: sample.emptyStore())
            }
        }
        #expect(error?.code == .unreachable)
        #expect(error?.reason?.contains("hardly any data") == true)
        #expect(ContinuousClock.now - start < .seconds(30))
    }
}

extension Descriptor {
    /// As a registry names it: type, digest and size alone.
    var plain: Descriptor { Descriptor(mediaType: mediaType, digest: digest, size: size) }
}

extension RegistryPusher {
    /// Pushes an image by its digest.
    func pushBlobs(_ sample: Sample, _ repository: String) async throws { _ = try await push(PushRequest(sample.root, to: repository)) }
}
