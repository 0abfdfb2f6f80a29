import Diagnostics
import Foundation
import Registry
import Synchronization
import TestSupport
import Testing

@Suite struct `Details of requests` {
    private final class Lines: Reporter {
        private let list = Mutex<[String]>([])
        var all: [String] { list.withLock(\.self) }
        func report(_ event: ProgressEvent) {
            if case .detail(let line) = event { list.withLock { $0.append(line) } }
        }
    }

    @Test func `name each request, its end and the registry's word for it, and no secret`() async throws {
        let fake = try FakeRegistry.shared.get()
        let lines = Lines()
        let repository = "bearer/\(UUID().uuidString.lowercased())"
        let client = try TestClient(fake.domain, FixedCredentials.user) { $0.reporter = lines }.client
        let sample = try Sample(sizes: [100])
        _ = try await RegistryPusher(client, from: sample.store).push(PushRequest(sample.root, to: repository, tags: ["1"]))

        let place = "http://\(fake.domain)/v2/\(repository)"
        // Which blob is asked for first, and challenged, is chance.
        let blobs = lines.all.filter { $0.hasPrefix("HEAD \(place)/blobs/sha256:") }
        #expect(blobs.contains { $0.wholeMatch(of: /HEAD \S+  401  \d+ ms  request 401-of-fake/) != nil })
        #expect(blobs.contains { $0.wholeMatch(of: /HEAD \S+  404  \d+ ms  request 404-of-fake/) != nil })
        #expect(
            lines.all.contains { $0.wholeMatch(of: /GET \S+\/token\?v=\.\.\.&service=\.\.\.\S*  200  \d+ ms  request 200-of-fake/) != nil })
        #expect(lines.all.contains { $0.wholeMatch(of: /PUT \S+\/uploads\/\S+\?digest=\.\.\.  201  \d+ ms  request 201-of-fake/) != nil })
        // Everything that was asked is told.
        #expect(try await fake.log(repository).count == lines.all.count)
        let secrets = ["secret", Data("user:secret".utf8).base64EncodedString(), "W-bearer", "P-bearer"]
        for secret in secrets { #expect(lines.all.allSatisfy { !$0.contains(secret) }) }
    }

    @Test func `say who answered in the registry's place, and that nobody did`() async throws {
        let fake = try FakeRegistry.shared.get()
        let lines = Lines()
        let repository = "redirect/\(UUID().uuidString.lowercased())"
        let client = try TestClient(fake.domain, FixedCredentials.user) { $0.reporter = lines }.client
        let sample = try Sample(sizes: [100])
        let pusher = RegistryPusher(client, from: sample.store)
        try await pusher.pushBlobs(sample, repository)
        _ = try await client.document(sample.blobs[1], in: repository)
        #expect(lines.all.contains { $0.wholeMatch(of: /GET \S+\/blobs\/\S+  200  \d+ ms  from 127.0.0.1  request 200-of-fake/) != nil })

        let nobody = try TestClient("127.0.0.1:9") {
            $0.reporter = lines; $0.retry.attempts = 1
        }.client
        _ = try await registryError { _ = try await nobody.tags(in: "app") }
        #expect(lines.all.last?.contains(/^GET http:\/\/127.0.0.1:9\/v2\/app\/tags\/list\?n=\.\.\.  could not connect .*  \d+ ms$/) == true)
    }
}
