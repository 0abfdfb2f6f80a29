import Bytes
import Content
import Foundation
import OCI
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A growing blob` {
    let scratch: TemporaryDirectory
    let store: ContentStore

    init() throws {
        scratch = try TemporaryDirectory()
        store = try ContentStore.open(scratch.path.appending("store"))
    }

    private static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) } }

    private static func all(of stream: any BlobStream) async throws -> [UInt8] {
        var all: [UInt8] = []
        while let block = try await stream.next() {
            #expect(!block.isEmpty)
            all += block
        }
        return all
    }

    @Test func `is read by many while it is written`() async throws {
        var writer = try store.writer()
        let blob = try writer.growing()
        let readers = (0..<8).map { _ in Task { try await Self.all(of: blob.stream()) } }
        let bytes = Self.bytes(3_000_001)
        var rest = bytes[...]
        for size in [1, 100, 65_535, 65_536, 65_537, 1_000_000, 2_000_000] {
            // Every reader is somewhere else by now; nobody waits for anybody.
            try writer.write(Array(rest.prefix(size)).span.bytes)
            rest = rest.dropFirst(size)
            await Task.yield()
        }
        #expect(rest.isEmpty)
        #expect(blob.identity == nil)
        let identity = try writer.finish()
        for reader in readers { #expect(try await reader.value == bytes) }
        #expect(blob.identity == identity)
        #expect(try await blob.finished() == identity)
        let sum = try Program.output(["sha256sum"], input: bytes)
        #expect(sum.hasPrefix(identity.digest.hex))
    }

    @Test func `does not wait for a slow reader`() async throws {
        var writer = try store.writer()
        let blob = try writer.growing()
        let bytes = Self.bytes(2_000_000)
        try writer.write(Array(bytes.prefix(100_000)).span.bytes)
        let stream = blob.stream()
        let first = try #require(try await stream.next())
        #expect(first.count >= 64 << 10, "what is there is given, before there is more")
        try writer.write(Array(bytes.dropFirst(100_000)).span.bytes)
        _ = try writer.finish()
        #expect(try await first + Self.all(of: stream) == bytes)
    }

    @Test func `can be read from its start when it is whole, and has another name or none`() async throws {
        var writer = try store.writer()
        let blob = try writer.growing()
        let bytes = Self.bytes(500_000)
        try writer.write(bytes.span.bytes)
        let identity = try writer.finish()
        #expect(try await Self.all(of: blob.stream()) == bytes)
        try FileManager.default.removeItem(atPath: store.layout.path(of: identity.digest).string)
        let stream = blob.stream()
        #expect(try await Self.all(of: stream) == bytes)
        #expect(try await stream.next() == nil, "an end stays one")
    }

    @Test func `can be read when the store had it already`() async throws {
        let bytes = Self.bytes(100_000)
        let known = try store.write(bytes)
        var writer = try store.writer()
        let blob = try writer.growing()
        try writer.write(bytes.span.bytes)
        #expect(try writer.finish() == known)
        #expect(try await Self.all(of: blob.stream()) == bytes)
    }

    @Test func `may be asked for when a part is there`() async throws {
        var writer = try store.writer()
        let bytes = Self.bytes(100_000)
        try writer.write(bytes.span.bytes)
        let blob = try writer.growing()
        #expect(try writer.growing() === blob)
        #expect(try await blob.grown(to: 100_000) == nil)
        let identity = try writer.finish()
        #expect(try await blob.grown(to: 1 << 40) == identity)
        #expect(try await Self.all(of: blob.stream()) == bytes)
    }

    @Test func `may be empty`() async throws {
        var writer = try store.writer()
        let blob = try writer.growing()
        async let all = Self.all(of: blob.stream())
        let identity = try writer.finish()
        #expect(try await all.isEmpty)
        #expect(identity.size == 0)
    }

    @Test func `has the digest that its writer was told of`() async throws {
        let bytes = Self.bytes(100_000)
        let digest = Digest(.sha512, hash: ContentHasher.hash(bytes, with: .sha512))
        var writer = try store.writer(expecting: BlobExpectation(digest: digest))
        let blob = try writer.growing()
        try writer.write(bytes.span.bytes)
        #expect(try writer.finish().digest == digest)
        #expect(try await Self.all(of: blob.stream()) == bytes)
    }

    @Test func `ends for its readers when its writer gives up`() async throws {
        let blob: GrowingBlob
        let waiting: [Task<[UInt8], any Error>]
        do {
            var writer = try store.writer()
            let growing = try writer.growing()
            blob = growing
            try writer.write(Self.bytes(100_000).span.bytes)
            waiting = (0..<3).map { _ in Task { try await Self.all(of: growing.stream()) } }
            await Task.yield()
        }
        for reader in waiting { await #expect(throws: GrowingBlob.Abandoned.self) { try await reader.value } }
        await #expect(throws: GrowingBlob.Abandoned.self) { try await blob.finished() }
        await #expect(throws: GrowingBlob.Abandoned.self) { try await Self.all(of: blob.stream()) }
        #expect(blob.identity == nil)
    }

    @Test func `ends for its readers when it is not what it should be`() async throws {
        var writer = try store.writer(expecting: BlobExpectation(size: 5))
        let blob = try writer.growing()
        try writer.write(Array("abc".utf8).span.bytes)
        do {
            _ = try writer.finish()
            Issue.record("three bytes are not five")
        } catch {}
        await #expect(throws: GrowingBlob.Abandoned.self) { try await blob.finished() }
    }

    @Test func `lets go of readers that are cancelled`() async throws {
        var writer = try store.writer()
        let blob = try writer.growing()
        let readers = (0..<20).map { _ in Task { try await Self.all(of: blob.stream()) } }
        for (number, reader) in readers.enumerated() where number % 2 == 0 { reader.cancel() }
        for (number, reader) in readers.enumerated() where number % 2 == 0 {
            await #expect(throws: CancellationError.self) { try await reader.value }
        }
        try writer.write([UInt8](arrayLiteral: 7).span.bytes)
        _ = try writer.finish()
        for (number, reader) in readers.enumerated() where number % 2 == 1 { #expect(try await reader.value == [7]) }
    }

    @Test func `is not believed when its file was changed`() async throws {
        var writer = try store.writer()
        let blob = try writer.growing()
        try writer.write(Self.bytes(100_000).span.bytes)
        let ingest = scratch.path.appending("store/imgship/ingest").string
        let file = try #require(FileManager.default.subpaths(atPath: ingest)?.first { $0.hasSuffix("/1") })
        let handle = try #require(FileHandle(forWritingAtPath: "\(ingest)/\(file)"))
        try handle.write(contentsOf: Data([255, 254, 253]))
        try handle.close()
        _ = try writer.finish()
        let stream = blob.stream()
        let error = await #expect(throws: ContentError.self) { try await Self.all(of: stream) }
        #expect(error?.code == .wrongContent)
        await #expect(throws: ContentError.self) { _ = try await stream.next() }
    }
}
