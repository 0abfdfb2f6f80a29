import Content
import Diagnostics
import Foundation
import HTTP
import OCI
import Registry
import TestSupport
import Testing

/// The mirrors are repositories of the fake registry, the registry itself is Debian's.
@Suite(.enabled(if: DockerRegistry.isInstalled, "docker-registry is not installed: Scripts/setup test"))
struct `A mirror` {
    private let registry: DockerRegistry
    private let sample: Sample
    private let fake: FakeRegistry

    init() async throws {
        registry = try DockerRegistry()
        sample = try Sample(sizes: [1000, 200_000])
        fake = try FakeRegistry.shared.get()
        try await RegistryPusher(TestClient(registry.domain).client, from: sample.store).pushBlobs(sample, "team/app")
        _ = try await RegistryPusher(TestClient(registry.domain).client, from: sample.store)
            .push(PushRequest(sample.root, to: "team/app", tags: ["1"]))
    }

    private func path(_ fault: String) -> String { "\(fault)/\(UUID().uuidString.lowercased())" }

    /// Fills the mirror with the image, as far as its fault lets.
    private func fill(_ path: String) async throws {
        _ = try await RegistryPusher(TestClient(fake.domain).client, from: sample.store)
            .push(PushRequest(sample.root, to: path + "/team/app", tags: ["1"]))
    }

    private func mirrored(_ paths: [String]) throws -> RegistryClient {
        let mirrors = try paths.map { RegistryMirror(try TestClient(fake.domain).client, path: $0) }
        return try TestClient(registry.domain, FixedCredentials.user, mirrors: mirrors).client
    }

    @Test func `is asked before the registry`() async throws {
        let mirror = path("plain")
        try await fill(mirror)
        let client = try mirrored([mirror])
        let other = try sample.emptyStore()
        let image = try await sample.pull("\(registry.domain)/team/app:1", client, into: other)
        #expect(image.descriptor.digest == sample.root.digest)
        #expect(try await client.resolve(.tag("1"), in: "team/app")?.digest == sample.root.digest)
        let asked = try await fake.log(mirror + "/team/app").filter { $0.method == "GET" }
        #expect(asked.filter { $0.path.contains("/blobs/") }.count == sample.blobs.count)
        // The registry's credentials are not the mirror's.
        #expect(asked.allSatisfy { $0.authorization.isEmpty })
    }

    @Test(arguments: ["plain", "wrongdigest", "wrongblob", "short", "oversized", "quota", "forbidden", "hostilemanifest/deep", "norealm"])
    func `that does not have it, or something else, is passed over`(fault: String) async throws {
        let mirror = path(fault)
        if ["wrongdigest", "wrongblob", "short", "oversized"].contains(fault) { try await fill(mirror) }
        let client = try mirrored([mirror])
        let other = try sample.emptyStore()
        let image = try await sample.pull("\(registry.domain)/team/app@\(sample.root.digest)", client, into: other)
        #expect(image.descriptor.digest == sample.root.digest)
        for layer in image.layers { #expect(try other.read(layer) == sample.store.read(layer)) }
    }

    @Test func `that is gone is asked once`() async throws {
        let gone = try DockerRegistry()
        let domain = gone.domain
        gone.stop()
        let test = try TestClient(domain)
        let client = try TestClient(registry.domain, mirrors: [RegistryMirror(test.client)]).client
        _ = try await sample.pull("\(registry.domain)/team/app:1", client, into: sample.emptyStore())
        #expect(test.waits.all.count == 1, "two attempts, and no more for the other documents and blobs")
    }

    @Test func `is never pushed to`() async throws {
        let mirror = path("plain")
        let second = try Sample("second")
        _ = try await RegistryPusher(mirrored([mirror]), from: second.store).push(PushRequest(second.root, to: "team/app", tags: ["2"]))
        #expect(try await fake.log(mirror + "/team/app").isEmpty)
    }

    @Test func `does not hide that the registry has nothing`() async throws {
        let client = try mirrored([path("plain"), path("quota")])
        let error = try await registryError { _ = try await client.manifest(.tag("none"), in: "team/app") }
        #expect(error?.code == .notFound)
        #expect(error?.repository == "\(registry.domain)/team/app")
        #expect(try await client.resolve(.tag("none"), in: "team/app") == nil)
    }
}
