import Archive
import Bytes
import Content
import Diagnostics
import Foundation
import HTTP
import OCI
import Registry
import Synchronization
import TestSupport

/// A store with an image in it, and clients that do not wait.
struct Sample {
    let directory: TemporaryDirectory
    let store: ContentStore
    let root: Descriptor
    /// Layers and config.
    let blobs: [Descriptor]

    /// - Parameter sizes: of the files in the layers, in bytes.
    init(_ name: String = "app", sizes: [Int] = [100, 300_000], platforms: [Platform] = [.linuxAMD64]) throws {
        directory = try TemporaryDirectory()
        let store = try ContentStore.open(directory.path.appending("store"))
        self.store = store
        var images: [BuiltImage] = []
        for platform in platforms {
            let layers = try sizes.map { try Self.layer("\(name)-\(platform.architecture)", $0, in: store) }
            images.append(BuiltImage(platform: platform, layers: layers, created: Timestamp(secondsSince1970: 0)))
        }
        let documents = try store.publish(name, images: images)
        root = documents.root
        blobs = documents.images.flatMap { $0.layers.map(\.descriptor) + [$0.config] }
    }

    /// An empty store of the same test.
    func emptyStore(_ name: String = "other") throws -> ContentStore { try ContentStore.open(directory.path.appending(name)) }

    private static func layer(_ name: String, _ size: Int, in store: ContentStore) throws -> BuiltLayer {
        let output = Collector()
        let writer = try TarWriter { output.append($0) }
        var generator = Noise(state: UInt64(size) &+ UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
        // One block again and again: random bytes are slow to make in a debug build.
        let block = (0..<min(size, 4099)).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 33) }
        var content: [UInt8] = []
        while content.count < size { content += block.prefix(size - content.count) }
        try writer.add(Entry(EntryPath("file"), .file(size: Int64(size)), mode: 0o644))
        try writer.write(content.span.bytes)
        try writer.finish()
        let blob = try store.write(output.bytes)
        return BuiltLayer(
            Descriptor(mediaType: .layer, digest: blob.digest, size: blob.size), diffID: blob.digest, history: History(createdBy: name))
    }

    private struct Noise {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }

    private final class Collector {
        var bytes: [UInt8] = []
        func append(_ block: RawSpan) { block.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    }
}

/// A client whose waits are remembered instead of waited.
struct TestClient {
    let client: RegistryClient
    let waits = Waits()

    static let http = Result { try HTTPClient(HTTPConfiguration(timeouts: Timeouts(connect: .seconds(5), stall: .seconds(20)))) }

    init(
        _ domain: String, _ credentials: any CredentialsProvider = AnonymousAccess(), upload: UploadShape? = nil,
        mirrors: [RegistryMirror] = [], http: HTTPClient? = nil, _ change: (inout RegistryPolicy) -> Void = { _ in }
    ) throws {
        var policy = RegistryPolicy()
        policy.upload = upload
        policy.retry.clock = RetryClock(sleep: { [waits] in waits.add($0) }, random: { 0 }, secondsSince1970: { 0 })
        change(&policy)
        client = try RegistryClient(domain, credentials: credentials, http: http ?? Self.http.get(), policy: policy, mirrors: mirrors)
    }

    final class Waits: Sendable {
        private let list = Mutex<[Duration]>([])
        var all: [Duration] { list.withLock(\.self) }
        func add(_ wait: Duration) { list.withLock { $0.append(wait) } }
    }
}

/// Credentials that are what the test says.
struct FixedCredentials: CredentialsProvider {
    let known: RegistryCredentials
    /// What there is after a renewal.
    var renewed: RegistryCredentials?

    static let user = FixedCredentials(known: .basic(user: "user", password: Secret("secret")))

    func credentials(for registry: String, repository: String, insteadOf refused: RegistryCredentials?) -> RegistryCredentials? {
        refused == nil ? known : renewed ?? known
    }
}

extension Sample {
    /// Pulls an image and all its layers from a registry into an empty store, and says what came.
    func pull(_ reference: String, _ client: RegistryClient, into store: ContentStore, platform: Platform = .linuxAMD64) async throws
        -> ResolvedImage
    {
        let source = RegistrySource(try ImageReference(reference), client: client)
        let image = try await source.image(for: platform)
        for layer in image.layers { try await source.copy(layer, into: store) }
        return image
    }
}

/// The error of `work`, if it is a registry's.
func registryError(_ work: () async throws -> Void) async throws -> RegistryError? {
    do {
        try await work()
        return nil
    } catch let error as RegistryError {
        return error
    }
}
