import Bytes
import Content
import Diagnostics
import Foundation
import HTTP
import OCI
import Registry
import TestSupport
import Testing

/// A layer that is sent while it is written.
@Suite(.timeLimit(.minutes(5))) struct `An upload of a growing blob` {
    private let directory: TemporaryDirectory
    private let store: ContentStore
    private let gauge = Gauge()

    init() throws {
        directory = try TemporaryDirectory()
        store = try ContentStore.open(directory.path.appending("store"))
    }

    private static func repository(_ fault: String) -> String { "\(fault)/\(UUID().uuidString.lowercased())" }

    private static func block(_ size: Int) -> [UInt8] { (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 9) } }

    private static func credentials(_ fault: String) -> any CredentialsProvider {
        switch fault {
        case "elsewhere": return FixedCredentials.user
        case "expire":
            return FixedCredentials(
                known: .basic(user: "AWS", password: Secret("old")), renewed: .basic(user: "AWS", password: Secret("new")))
        default: return AnonymousAccess()
        }
    }

    /// When the second half of a blob is written.
    private enum Moment {
        case atOnce
        /// So many bytes of the first half are on their way.
        case sent(Int64)
        /// The registry was asked to take it, whatever it read of it.
        case asked(FakeRegistry)
    }

    /// Sends 6 blocks, 3 MiB unless told otherwise, of which the last three wait for their moment; not all registries get any before.
    private func send(_ pusher: RegistryPusher, _ repository: String, after moment: Moment = .sent(1 << 20), block size: Int = 512 << 10)
        async throws -> (
            BlobIdentity, BlobOutcome
        )
    {
        let block = Self.block(size)
        var writer = try store.writer()
        let blob = try writer.growing()
        async let outcome = pusher.push(blob, "test", to: repository)
        for _ in 0..<3 { try writer.write(block.span.bytes) }
        try await reach(moment, repository)
        for _ in 0..<3 { try writer.write(block.span.bytes) }
        let identity = try writer.finish()
        return (identity, try await outcome)
    }

    private func reach(_ moment: Moment, _ repository: String) async throws {
        switch moment {
        case .atOnce: return
        case .sent(let count): try await gauge.wait(for: count)
        case .asked(let registry): while try await !registry.log(repository).contains(where: { $0.method == "PATCH" }) {}
        }
    }

    private func pusher(_ domain: String, _ credentials: any CredentialsProvider = AnonymousAccess(), upload: UploadShape? = nil) throws
        -> RegistryPusher
    {
        RegistryPusher(try TestClient(domain, credentials, upload: upload).client, from: store, reporter: gauge)
    }

    /// What a stranger gets for the blob.
    private static func download(_ blob: BlobIdentity, _ domain: String, _ repository: String) async throws -> Digest {
        let address = try WebAddress("http://\(domain)/v2/\(repository)/blobs/\(blob.digest)")
        return Digest(of: try await TestClient.http.get().fetch(Request(.get, address)).bytes)
    }

    @Test(
        arguments: [
            "plain", "ecr", "relative", "elsewhere", "throttle", "throttle503", "busy", "lost", "gone", "half", "lostanswer", "expire",
            "reset-1000", "reset-1500000", "kept-1000", "kept-1500000", "flaky-1200000", "stale-1500000", "liar-1500000", "boast-1500000",
            "forgetful-1500000", "nostatus-1500000", "nochunked-400", "nochunked-411", "nochunked-501", "nopatch", "minchunk",
        ], [UploadShape.stream, .whole, .chunks(1 << 20)])
    func `arrives whole`(fault: String, shape: UploadShape) async throws {
        let fake = try FakeRegistry.shared.get()
        let repository = Self.repository(fault)
        // Who refuses at once may do so before a byte is sent, and gets no more before the blob is whole. Nothing goes before a chunk is full, which has ECR's 5 MiB.
        let refuses = fault.hasPrefix("nochunked") || fault == "nopatch"
        let moment = shape != .stream ? Moment.atOnce : refuses ? .asked(fake) : .sent(1 << 20)
        let (blob, outcome) = try await send(pusher(fake.domain, Self.credentials(fault), upload: shape), repository, after: moment)
        #expect(outcome == .sent)
        #expect(blob.size == 3 << 20)
        if !["elsewhere", "expire"].contains(fault) { #expect(try await Self.download(blob, fake.domain, repository) == blob.digest) }
        let asked = try await fake.log(repository)
        #expect(asked.contains { $0.method == "PATCH" && $0.isChunked } == (shape == .stream))
        #expect(asked.allSatisfy { $0.port == fake.port || $0.authorization.isEmpty })
    }

    @Test func `is one request without a length, which is ended with the digest`() async throws {
        let fake = try FakeRegistry.shared.get()
        let repository = Self.repository("plain")
        let (blob, _) = try await send(pusher(fake.domain), repository)
        let asked = try await fake.log(repository).filter { $0.method != "HEAD" }
        #expect(asked.map(\.method) == ["POST", "PATCH", "PUT"])
        #expect(asked[1].isChunked && asked[1].size == Int(blob.size) && asked[1].contentRange.isEmpty)
    }

    @Test func `goes on where the registry says that it is`() async throws {
        let fake = try FakeRegistry.shared.get()
        let repository = Self.repository("kept-1500000")
        let (blob, _) = try await send(pusher(fake.domain), repository)
        let parts = try await fake.log(repository).filter { $0.method == "PATCH" }
        #expect(parts.count == 2)
        #expect(parts.last?.size == Int(blob.size) - 1_500_000)
    }

    @Test func `that refuses bodies without a length is asked once`() async throws {
        let fake = try FakeRegistry.shared.get()
        let repository = Self.repository("nochunked-411")
        let pusher = try pusher(fake.domain)
        _ = try await send(pusher, repository, after: .asked(fake))
        var writer = try store.writer()
        let blob = try writer.growing()
        async let outcome = pusher.push(blob, "second", to: repository)
        for _ in 0..<5 { try writer.write(Self.block(600_000).span.bytes) }
        _ = try writer.finish()
        #expect(try await outcome == .sent)
        #expect(try await fake.log(repository).filter(\.isChunked).count == 1)
    }

    @Test func `that turns out to be there is given up`() async throws {
        let fake = try FakeRegistry.shared.get()
        let repository = Self.repository("waits")
        // More than connections hold: what is on its way counts as sent.
        let first = try await send(pusher(fake.domain, upload: .whole), repository, after: .atOnce, block: 4 << 20)
        // The gauge has counted the first already.
        let second = try await send(pusher(fake.domain), repository, after: .asked(fake), block: 4 << 20)
        #expect(first.0 == second.0)
        #expect(first.1 == .sent && second.1 == .present)
        let asked = try await fake.log(repository)
        #expect(asked.filter { $0.method == "PUT" }.count == 1)
        #expect(asked.filter { $0.method == "DELETE" }.count == 1)
    }

    @Test func `that is small waits, and is not sent when it is there`() async throws {
        let fake = try FakeRegistry.shared.get()
        let repository = Self.repository("plain")
        let pusher = try pusher(fake.domain)
        for expected in [BlobOutcome.sent, .present] {
            var writer = try store.writer()
            let blob = try writer.growing()
            async let outcome = pusher.push(blob, "small", to: repository)
            try writer.write(Array("abc".utf8).span.bytes)
            _ = try writer.finish()
            #expect(try await outcome == expected)
        }
        #expect(try await fake.log(repository).filter { $0.method == "POST" }.count == 1)
    }

    @Test func `of no bytes arrives`() async throws {
        let fake = try FakeRegistry.shared.get()
        let repository = Self.repository("plain")
        let blob: GrowingBlob
        let identity: BlobIdentity
        do {
            var writer = try store.writer()
            blob = try writer.growing()
            identity = try writer.finish()
        }
        #expect(try await pusher(fake.domain).push(blob, "empty", to: repository) == .sent)
        #expect(try await Self.download(identity, fake.domain, repository) == identity.digest)
    }

    @Test func `ends, and its session with it, when the writer gives up`() async throws {
        let fake = try FakeRegistry.shared.get()
        let repository = Self.repository("plain")
        let pusher = try pusher(fake.domain)
        let sending: Task<BlobOutcome, any Error>
        do {
            var writer = try store.writer()
            let blob = try writer.growing()
            sending = Task { try await pusher.push(blob, "test", to: repository) }
            try writer.write(Self.block(2 << 20).span.bytes)
            try await gauge.wait(for: 1 << 20)
        }
        await #expect(throws: GrowingBlob.Abandoned.self) { try await sending.value }
        let methods = try await fake.log(repository).map(\.method)
        #expect(methods.first == "POST" && methods.contains("DELETE") && !methods.contains("PUT"))
    }

    /// Many times: cancelling once waited for the thread that ended the transfer, and that for who cancelled.
    @Test(arguments: 1...20) func `ends, and its session with it, when it is cancelled`(round: Int) async throws {
        let fake = try FakeRegistry.shared.get()
        let repository = Self.repository("plain")
        let pusher = try pusher(fake.domain)
        var writer = try store.writer()
        let blob = try writer.growing()
        let sending = Task { try await pusher.push(blob, "test", to: repository) }
        try writer.write(Self.block(2 << 20).span.bytes)
        try await gauge.wait(for: 1 << 20)
        sending.cancel()
        await #expect(throws: CancellationError.self) { try await sending.value }
        let methods = try await fake.log(repository).map(\.method)
        // The registry need not have accepted the connection of what is ended.
        #expect(methods.first == "POST" && methods.contains("DELETE") && !methods.contains("PUT"))
        _ = try writer.finish()
    }

    @Test func `to nobody is an error, and the writer is not held up`() async throws {
        let pusher = try pusher("127.0.0.1:9")
        let error = try await registryError { _ = try await send(pusher, "app", after: .atOnce) }
        #expect(error?.code == .unreachable)
    }

    @Test func `is counted once as sent by the push that follows, which does not ask for it again`() async throws {
        let fake = try FakeRegistry.shared.get()
        let repository = Self.repository("plain")
        let pusher = try pusher(fake.domain)
        let (blob, _) = try await send(pusher, repository)
        let layer = BuiltLayer(
            Descriptor(mediaType: .layer, digest: blob.digest, size: blob.size), diffID: blob.digest, history: History(createdBy: "test"))
        let root = try store.publish(
            "app", images: [BuiltImage(platform: .linuxAMD64, layers: [layer], created: Timestamp(secondsSince1970: 0))]
        ).root
        let first = try await pusher.push(PushRequest(root, to: repository, tags: ["1"]))
        #expect(first.sent.count == 2 && first.present.count == 0)
        #expect(first.sent.size > blob.size)
        let before = try await fake.log(repository).filter { $0.path.contains("\(blob.digest)") && $0.method == "HEAD" }.count
        #expect(before <= 1, "only the look whether it was there already")
        let second = try await pusher.push(PushRequest(root, to: repository, tags: ["1"]))
        #expect(second.sent.count == 0 && second.present.count == 2)
    }

    @Test(
        .enabled(if: DockerRegistry.isInstalled, "docker-registry is not installed: Scripts/setup test"),
        arguments: [UploadShape.stream, .whole, .chunks(5 << 20)])
    func `arrives at docker-registry`(shape: UploadShape) async throws {
        let registry = try DockerRegistry()
        let (blob, outcome) = try await send(
            pusher(registry.domain, upload: shape), "team/app", after: shape == .stream ? .sent(1 << 20) : .atOnce)
        #expect(outcome == .sent)
        #expect(try await Self.download(blob, registry.domain, "team/app") == blob.digest)
    }

    @Test func `may be asked about before there is any`() async throws {
        let fake = try FakeRegistry.shared.get()
        let repository = Self.repository("plain")
        try await pusher(fake.domain).checkAccess(to: repository)
        #expect(try await fake.log(repository).map(\.method) == ["POST", "DELETE"])
        let error = try await registryError { try await pusher(fake.domain).checkAccess(to: Self.repository("missing")) }
        #expect(error?.code == .missingRepository)
        #expect(error?.summary.hasPrefix("cannot push images to") == true)
    }
}
