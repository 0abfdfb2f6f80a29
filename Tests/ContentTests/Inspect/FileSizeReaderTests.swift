import Bytes
import OCI
import TestSupport
import Testing

@testable import Content

@Suite struct `File sizes` {
    let scratch: TemporaryDirectory
    let store: ContentStore

    init() throws {
        scratch = try TemporaryDirectory()
        store = try ContentStore.open(scratch.path.appending("store"))
    }

    @Test(arguments: [Compression.none, .defaultGzip, .defaultZstd]) func `are those of the files, whatever the compression`(
        compression: Compression
    ) async throws {
        let layers = try [
            SampleImage.layer("etc/one", "12345", compression, in: store), SampleImage.layer("etc/deep/two", "123", compression, in: store),
        ]
        let sizes = try await FileSizeReader(store).read(layers.map(\.descriptor), depth: 1, most: 1)
        #expect(sizes.size == 8)
        #expect(sizes.count == 2)
        #expect(sizes.directories == [.init(path: "etc", size: 8, files: 2, layer: 0)])
        #expect(sizes.files == [.init(path: "etc/one", size: 5, layer: 0)])
    }

    @Test func `are not told of bytes that are wrong`() async throws {
        let layer = try SampleImage.layer("one", "12345", .none, in: store)
        let path = store.layout.path(of: layer.descriptor.digest)
        // Behind the end of the archive, where nobody who only unpacks it looks.
        try Program.output(["sh", "-c", "chmod u+w \(path); printf x | dd of=\(path) bs=1 seek=\(layer.descriptor.size - 1) conv=notrunc"])
        let error = await #expect(throws: ContentError.self) {
            _ = try await FileSizeReader(store).read([layer.descriptor], depth: 1, most: 1)
        }
        #expect(error?.code == .damagedBlob)
    }

    @Test func `are only of layers`() async throws {
        let bytes = Array("{}".utf8)
        let blob = try store.write(bytes)
        let other = Descriptor(mediaType: try MediaType("application/vnd.in-toto+json"), digest: blob.digest, size: blob.size)
        let error = await #expect(throws: ContentError.self) { _ = try await FileSizeReader(store).read([other], depth: 1, most: 1) }
        #expect(error?.code == .unsupported)
    }
}
