import Diagnostics
import Foundation
import OCI
import Registry
import TestSupport
import Testing

/// How a blob gets to a registry that breaks off, forgets, or takes it in one way alone.
@Suite struct `An upload` {
    private func push(_ fault: String, sizes: [Int], upload: UploadShape? = nil) async throws -> (
        asked: [FakeRegistry.Asked], test: TestClient
    ) {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample(sizes: sizes)
        let repository = "\(fault)/\(UUID().uuidString.lowercased())"
        let test = try TestClient(fake.domain, upload: upload)
        let pushed = try await RegistryPusher(test.client, from: sample.store).push(PushRequest(sample.root, to: repository, tags: ["1"]))
        #expect(pushed.sent.count == sample.blobs.count)
        let other = try sample.emptyStore()
        let image = try await sample.pull("\(fake.domain)/\(repository):1", TestClient(fake.domain).client, into: other)
        for layer in image.layers { #expect(try other.contains(layer)) }
        return (try await fake.log(repository).filter { $0.path.contains("/uploads/") }, test)
    }

    /// A tar of one file has 512 bytes before it and is filled up to 1024 and more bytes after it.
    private static func layer(_ size: Int) throws -> Int64 { try Sample(sizes: [size]).blobs[0].size }

    /// Seven failures, and a policy that gives up after five: each counts anew, since there was progress.
    @Test(arguments: [UploadShape.stream, .whole])
    func `over a connection that breaks again and again goes on where it was`(shape: UploadShape) async throws {
        let end = try Self.layer(20 << 20) - 1
        let (asked, _) = try await push("flaky-3000000", sizes: [20 << 20], upload: shape)
        let parts = asked.filter { $0.method == (shape == .stream ? "PATCH" : "PUT") && $0.size > 10_000 }.map(\.contentRange)
        #expect(parts == [""] + (1...6).map { "\($0 * 3_000_000)-\(end)" })
        #expect(asked.filter { $0.method == "POST" }.count == 2, "one session a blob")
    }

    @Test func `in chunks goes on in the middle of one`() async throws {
        let (asked, _) = try await push("flaky-3000000", sizes: [12 << 20], upload: .chunks(5 << 20))
        let parts = asked.filter { $0.method == "PATCH" && $0.size > 10_000 }.map(\.contentRange)
        #expect(parts.prefix(3) == ["0-5242879", "3000000-8242879", "6000000-11242879"])
    }

    @Test(arguments: [
        // What the registry says of the session cannot be used: it lost it, does not tell, tells an older state or more than it got.
        "reset-2000000", "forgetful-2000000", "nostatus-2000000", "brokenstatus-2000000", "stale-2000000", "boast-2000000",
        // What it has is not what was sent: found out at the end.
        "liar-2000000",
    ])
    func `begins anew where the registry does not tell, or not the truth`(fault: String) async throws {
        let (asked, _) = try await push(fault, sizes: [4 << 20])
        #expect(asked.filter { $0.method == "POST" }.count == 3)
        // One for each blob; only what lies about its bytes is found out by one.
        #expect(asked.filter { $0.method == "PUT" }.count == (fault.hasPrefix("liar") ? 3 : 2))
        let restarts = asked.filter { $0.method == "PATCH" && $0.size > 4 << 20 && $0.contentRange.isEmpty }
        #expect(restarts.count == 2)
    }

    @Test func `goes on from what a refusal says`() async throws {
        let (asked, _) = try await push("half", sizes: [4 << 20])
        let size = try Self.layer(4 << 20)
        #expect(asked.contains { $0.method == "PATCH" && $0.contentRange == "\(size / 2)-\(size - 1)" })
    }

    @Test func `whose answer was lost is not done again`() async throws {
        let (asked, _) = try await push("lostanswer", sizes: [4 << 20], upload: .whole)
        #expect(asked.filter { $0.method == "PUT" && $0.size > 4 << 20 }.count == 1)
    }

    @Test(arguments: ["nopatch", "nopatch404"])
    func `without PATCH is one PUT`(fault: String) async throws {
        let (asked, test) = try await push(fault, sizes: [1 << 20, 2 << 20])
        #expect(asked.filter { $0.method == "PUT" && $0.size > 1 << 20 }.count == 2)
        // The second shape is no second attempt: nothing is waited for.
        #expect(test.waits.all.isEmpty)
    }

    /// Cloudflare takes 100 MB, nginx 1 MiB unless told otherwise.
    @Test(arguments: [("cloudflare", 8 << 20), ("nginx", 1 << 20)])
    func `that is too large for what stands in front is sent in chunks`(fault: String, chunk: Int) async throws {
        let (asked, _) = try await push(fault, sizes: [(20 << 20) + 100_000])
        let parts = asked.filter { $0.method == "PATCH" && !$0.contentRange.isEmpty && $0.size <= chunk }
        #expect(parts.map(\.size).max() == chunk)
        #expect(Int64(parts.filter { $0.size > 10_000 }.reduce(0) { $0 + $1.size }) == (try Self.layer((20 << 20) + 100_000)))
    }

    @Test func `in chunks has none smaller than the registry wants`() async throws {
        let (asked, _) = try await push("minchunk", sizes: [20 << 20], upload: .chunks(1))
        #expect(asked.filter { $0.method == "PATCH" && $0.size > 1 << 20 }.map(\.size).dropLast().allSatisfy { $0 == 6 << 20 })
    }

    @Test func `to a Location with a user and password is not made`() async throws {
        let fake = try FakeRegistry.shared.get()
        let sample = try Sample()
        let repository = "userinfo/\(UUID().uuidString.lowercased())"
        let error = try await registryError {
            let client = try TestClient(fake.domain, FixedCredentials.user).client
            _ = try await RegistryPusher(client, from: sample.store).push(PushRequest(sample.root, to: repository))
        }
        #expect(error?.code == .unreachable)
        #expect(error?.report.contains("hunter2") == false)
        #expect(try await fake.log(repository).allSatisfy { $0.method != "PATCH" })
    }
}
