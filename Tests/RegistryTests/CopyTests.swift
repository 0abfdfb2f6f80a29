import Content
import Diagnostics
import Foundation
import HTTP
import OCI
import Registry
import TestSupport
import Testing

/// From a registry with faults to one without.
@Suite(.enabled(if: DockerRegistry.isInstalled, "docker-registry is not installed: Scripts/setup test"))
struct `A copy from registry to registry` {
    /// Pushes a sample to the registry with faults, where nothing of a push goes wrong.
    private func prepared(_ fault: String) async throws -> (Sample, String, RegistryClient) {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample(sizes: [100, 2 << 20])
        let repository = "\(fault)/\(UUID().uuidString.lowercased())"
        let client = try TestClient(fake.domain).client
        _ = try await RegistryPusher(client, from: sample.store).push(PushRequest(sample.root, to: repository, tags: ["1"]))
        return (sample, repository, client)
    }

    @Test(arguments: ["plain", "truncated", "norange"]) func `goes on where the source broke off`(fault: String) async throws {
        let (sample, repository, client) = try await prepared(fault)
        let target = try DockerRegistry()
        let other = try TestClient(target.domain).client

        let source = RepositoryContent(repository, of: client)
        let copied = try await RegistryPusher(other, from: source).push(PushRequest(sample.root, to: "app", tags: ["1"]))

        #expect(copied.sent.count == sample.blobs.count)
        let store = try sample.emptyStore()
        let image = try await sample.pull("\(target.domain)/app:1", other, into: store)
        #expect(image.descriptor.digest == sample.root.digest)
        for layer in image.layers { #expect(try store.read(layer) == sample.store.read(layer)) }
        // Nothing is uploaded twice because of the source.
        let log = try target.accessLog
        #expect(log.split(separator: "\n").count { $0.contains("\"PATCH ") } == sample.blobs.count)
        if fault == "truncated" {
            let asked = try await FakeRegistry.shared.get().log(repository)
            #expect(asked.contains { $0.method == "GET" && $0.range.hasPrefix("bytes=") }, "a broken blob is gone on with")
        }
    }

    @Test(arguments: [UploadShape.stream, .whole, .chunks(5 << 20)]) func `leaves nothing of a blob that is not what its digest says`(
        shape: UploadShape
    ) async throws {
        let (sample, repository, client) = try await prepared("wrongblob")
        let target = try DockerRegistry()
        let other = try TestClient(target.domain, upload: shape).client

        let error = try await registryError {
            let source = RepositoryContent(repository, of: client)
            _ = try await RegistryPusher(other, from: source).push(PushRequest(sample.root, to: "app", tags: ["1"]))
        }

        #expect(error?.code == .wrongContent)
        #expect(error?.repository.contains("wrongblob") == true, "the source is to blame, not the target")
        // Not even asked to be taken: each upload ends before the request that would end it well.
        #expect(try !target.accessLog.contains(" 201 "))
        #expect(try await other.resolve(.tag("1"), in: "app") == nil)
    }

    @Test func `fills a store, and leaves nothing wrong in it`() async throws {
        let (sample, repository, client) = try await prepared("truncated")
        let store = try sample.emptyStore()
        let result = try await StoreFilling(store, from: RepositoryContent(repository, of: client)).copy(sample.root, to: "here")
        #expect(result.sent.count == sample.blobs.count)
        for blob in sample.blobs + [sample.root] { #expect(try store.read(blob) == sample.store.read(blob)) }
        let again = try await StoreFilling(store, from: RepositoryContent(repository, of: client)).copy(sample.root, to: "here")
        #expect(again.present.count == sample.blobs.count && again.sent.count == 0)

        let (second, wrong, other) = try await prepared("wrongblob")
        let empty = try second.emptyStore("empty")
        let error = try await registryError {
            _ = try await StoreFilling(empty, from: RepositoryContent(wrong, of: other)).copy(second.root, to: "here")
        }
        #expect(error?.code == .wrongContent)
        for blob in second.blobs + [second.root] { #expect(try !empty.contains(blob)) }
    }
}
