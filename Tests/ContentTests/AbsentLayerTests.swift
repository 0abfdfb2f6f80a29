import Bytes
import Content
import Foundation
import OCI
import TestSupport
import Testing

@Suite struct `Layers that stay in a registry` {
    let scratch: TemporaryDirectory
    let store: ContentStore
    /// A base image of which the store has the documents alone.
    let base: ResolvedImage
    let absent: [Descriptor]
    let reference: ImageReference

    init() throws {
        scratch = try TemporaryDirectory()
        store = try ContentStore.open(scratch.path.appending("store"))
        let elsewhere = try ContentStore.open(scratch.path.appending("registry"))
        let documents = try elsewhere.publish("base", images: [SampleImage.image(text: "base", in: elsewhere)])
        base = try elsewhere.layout.image(documents.images[0].manifest)
        absent = base.layers
        for document in [documents.images[0].config, documents.images[0].manifest] { try store.write(elsewhere.read(document)) }
        reference = try ImageReference("python:3.12-slim")
    }

    /// An image of the absent layers and one of its own.
    private func image(_ text: String = "own") throws -> BuiltImage {
        let own = try SampleImage.layer("own", text, .none, in: store)
        return BuiltImage(platform: .linuxAMD64, layers: base.builtLayers + [own], created: Timestamp(secondsSince1970: 0))
    }

    private func age() throws {
        let old: [FileAttributeKey: Any] = [.modificationDate: Date(timeIntervalSince1970: 1000)]
        for folder in ["blobs/sha256", "imgship/origins"] {
            let directory = store.root.appending(folder).string
            for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
                try FileManager.default.setAttributes(old, ofItemAtPath: "\(directory)/\(name)")
            }
        }
    }

    @Test func `are found where the store remembers them`() throws {
        try store.origins.add(BlobOrigin(base, at: reference))
        let root = try store.publish("app", images: [image()]).root
        let found = try store.absentLayers(below: root)
        #expect(found.map(\.descriptor) == absent)
        let place = "docker.io/library/python@\(base.descriptor.digest)"
        #expect(found.allSatisfy { $0.origins.map(\.description) == [place] })

        // What came in the meantime is not absent any more.
        let elsewhere = try ContentStore(existing: scratch.path.appending("registry"))
        try store.write(elsewhere.read(absent[0]))
        #expect(try store.absentLayers(below: root).map(\.descriptor) == Array(absent.dropFirst()))
    }

    @Test func `may be in several registries`() throws {
        try store.origins.add(BlobOrigin(base, at: reference))
        try store.origins.add(BlobOrigin(base, at: ImageReference("mirror.example:5000/python:latest")))
        let root = try store.publish("app", images: [image()]).root
        #expect(try store.absentLayers(below: root)[0].origins.map(\.domain) == ["docker.io", "mirror.example:5000"])
    }

    @Test func `are missing when nothing is known of them`() throws {
        let error = #expect(throws: ContentError.self) { try store.publish("app", images: [image()]) }
        #expect(error?.code == .missingBlob)
        #expect(try store.names().isEmpty)
    }

    @Test func `are missing when the record is damaged`() throws {
        try store.origins.add(BlobOrigin(base, at: reference))
        let directory = "store/imgship/origins"
        let name = try FileManager.default.contentsOfDirectory(atPath: scratch.path.appending(directory).string)[0]
        try scratch.write("\(directory)/\(name)", "{\"layers\":")
        #expect(throws: ContentError.self) { try store.publish("app", images: [image()]) }
        // The next build writes it anew.
        try store.origins.add(BlobOrigin(base, at: reference))
        try store.publish("app", images: [image()])
    }

    @Test func `are no excuse for others`() throws {
        try store.origins.add(BlobOrigin(base, at: reference))
        var image = try image()
        // The digest of a known layer with another size is another blob.
        var liar = absent[0]
        liar.size += 1
        for stranger in [Descriptor(of: Array("stranger".utf8), mediaType: .layer), liar] {
            image.layers[0] = BuiltLayer(stranger, diffID: stranger.digest, history: History(createdBy: "x"))
            let error = #expect(throws: ContentError.self) { try store.publish("app", images: [image]) }
            #expect(error?.code == .missingBlob)
        }
        // A config or a manifest must be here, whatever is recorded.
        let root = try store.publish("app", images: [self.image()]).root
        try FileManager.default.removeItem(atPath: store.layout.path(of: base.manifest.config.digest).string)
        #expect(throws: ContentError.self) { try store.tag(base.descriptor, as: "base") }
        #expect(try store.absentLayers(below: root).count == absent.count)
    }

    @Test func `keep the documents of their image from garbage collection, as long as an image has them`() throws {
        try store.origins.add(BlobOrigin(base, at: reference))
        try store.publish("app", images: [image()])
        try age()
        #expect(try store.removeUnreferenced(olderThan: 2000).count == 0)
        #expect(try store.layout.image(base.descriptor) == base)

        try store.untag("app")
        // The base's two documents, and the image's: manifest, config and its own layer.
        #expect(try store.removeUnreferenced(olderThan: 2000).count == 5)
        #expect(try store.origins.all().isEmpty)
    }

    @Test func `are remembered during a build, although no image has them yet`() throws {
        try store.origins.add(BlobOrigin(base, at: reference))
        try age()
        // The build that is under way takes everything for present.
        try store.origins.add(BlobOrigin(base, at: reference))
        #expect(try store.removeUnreferenced(olderThan: 2000).count == 0)
        #expect(try store.origins.all().count == 1)
    }

    @Test func `cannot be exported before they are fetched`() async throws {
        try store.origins.add(BlobOrigin(base, at: reference))
        try store.publish("app", images: [image()])
        let place = ImageLocation(.ociArchive, scratch.path.appending("out.tar"))
        let error = await #expect(throws: ContentError.self) { try await store.export("app", to: place) }
        #expect(error?.code == .missingBlob)
        #expect(!FileManager.default.fileExists(atPath: place.path.string))
    }

    @Test func `are written in OCI's types when they are Docker's`() throws {
        var docker = base.manifest
        docker.layers[1].mediaType = .dockerLayerGzip
        let image = try ResolvedImage(descriptor: base.descriptor, manifest: docker, config: base.config)
        #expect(image.builtLayers.map(\.descriptor.mediaType) == [.layer, .layerGzip, .layerZstd])
    }
}
