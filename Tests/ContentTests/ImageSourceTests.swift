import Archive
import Bytes
import Content
import Diagnostics
import Foundation
import OCI
import TestSupport
import Testing

@Suite struct `Image sources` {
    let scratch: TemporaryDirectory
    /// Where images are brought to.
    let store: ContentStore
    /// Where they come from.
    let other: ContentStore

    init() throws {
        scratch = try TemporaryDirectory()
        store = try ContentStore.open(scratch.path.appending("store"))
        other = try ContentStore.open(scratch.path.appending("other"))
    }

    private func location(_ kind: ImageLocation.Kind, _ file: String, _ name: String? = nil) -> ImageLocation {
        ImageLocation(kind, scratch.path.appending(file), name: name)
    }

    /// Finds the image at a place, brings all of it into the store, and publishes what is built upon it.
    @discardableResult
    private func bring(_ location: ImageLocation, _ platform: Platform = .linuxAMD64) async throws -> ResolvedImage {
        let source = try await location.source(unpackingInto: store)
        let image = try await source.image(for: platform)
        for layer in image.layers { try await source.copy(layer, into: store) }
        try store.publish("copy", images: [BuiltImage(platform: platform, layers: image.builtLayers, config: image.config.config)])
        return image
    }

    @Test func `find an image of a layout by name, and for a platform`() async throws {
        let images = try [Platform.linuxAMD64, .linuxARM64].map { try SampleImage.image($0, in: other) }
        try other.publish("both", images: images)
        try other.publish("one", images: [images[0]])
        let image = try await bring(location(.oci, "other", "both"), .linuxARM64)
        #expect(image.config.platform == .linuxARM64)
        #expect(image.builtLayers == images[1].layers)
        try await bring(location(.oci, "other", "one"))

        for (name, code) in [("none", ContentError.Code.unknownImage), (nil, .ambiguousImage)] {
            let error = await #expect(throws: ContentError.self) { try await bring(location(.oci, "other", name)) }
            #expect(error?.code == code)
            #expect(error?.reason == "it holds 'both', 'one'")
        }
    }

    @Test(arguments: ["both", "one"]) func `say which platforms there are`(name: String) async throws {
        let images = try [Platform.linuxAMD64, .linuxARM64].map { try SampleImage.image($0, in: other) }
        try other.publish("both", images: images)
        try other.publish("one", images: [images[0]])
        let error = await #expect(throws: ContentError.self) {
            try await bring(location(.oci, "other", name), Platform(os: "linux", architecture: "s390x"))
        }
        #expect(error?.code == .missingPlatform)
        #expect(error?.exitCode == .usage)
        #expect(error?.report.contains("linux/amd64") == true)
        #expect(error?.report.contains("linux/s390x") == true)
    }

    @Test func `take a layout of unnamed platforms for one image, and nested indexes too`() async throws {
        let images = try [Platform.linuxAMD64, .linuxARM64].map { try SampleImage.image($0, in: other) }
        let documents = try other.publish("both", images: images)
        let plain = try CanonicalJSON.encode(ImageIndex(manifests: documents.images.map(\.manifest)))
        try scratch.write("other/index.json", plain)
        #expect(try await bring(location(.oci, "other"), .linuxARM64).config.platform == .linuxARM64)

        let inner = try other.write(CanonicalJSON.encode(ImageIndex(manifests: [documents.root])))
        let outer = ImageIndex(manifests: [Descriptor(mediaType: .index, digest: inner.digest, size: inner.size)])
        try scratch.write("other/index.json", CanonicalJSON.encode(outer))
        #expect(try await bring(location(.oci, "other"), .linuxARM64).config.platform == .linuxARM64)
    }

    @Test func `are checked: a damaged layer or document does not come in`() async throws {
        let image = try SampleImage.image(in: other)
        let documents = try other.publish("one", images: [image])
        for digest in [image.layers[1].descriptor.digest, documents.images[0].config.digest, documents.root.digest] {
            let path = "other/blobs/sha256/\(digest.hex)"
            let good = try scratch.read(path)
            try scratch.write(path, good.map { $0 ^ 1 })
            let error = await #expect(throws: ContentError.self) { try await bring(location(.oci, "other", "one")) }
            #expect(error?.code == .damagedBlob)
            #expect(error?.summary.contains(digest.hex) == true)
            try scratch.write(path, good)
        }
        try await bring(location(.oci, "other", "one"))
    }

    @Test(arguments: [["tar", "-cf"], ["tar", "-czf"], ["tar", "--zstd", "-cf"]]) func `read an archive that tar made of a layout`(
        tar: [String]
    )
        async throws
    {
        let image = try SampleImage.image(in: other)
        let root = try other.publish("one", images: [image]).root
        try Program.output(tar + [scratch.path.appending("a.tar").string, "-C", other.root.string, "."])
        #expect(try await bring(location(.ociArchive, "a.tar")).descriptor == root)
    }

    @Test func `read the archives that skopeo writes`() async throws {
        let image = try SampleImage.image(top: .defaultGzip, in: other)
        let root = try other.publish("one", images: [image]).root
        let from = "oci:\(other.root):one"
        try Program.output(["skopeo", "copy", "-q", "--preserve-digests", from, "oci-archive:\(scratch.path)/oci.tar:tagged"])
        #expect(try await bring(location(.ociArchive, "oci.tar", "tagged")).descriptor.digest == root.digest)
        // The old form: HEX.tar and links HEX/layer.tar.
        try Program.output(["skopeo", "copy", "-q", from, "docker-archive:\(scratch.path)/docker.tar:registry.example/app:1"])
        let found = try await bring(location(.dockerArchive, "docker.tar", "registry.example/app:1"))
        #expect(found.config.rootfs.diffIDs == image.layers.map(\.diffID))
        #expect(found.config.config.entrypoint == ["/app"])
        let error = await #expect(throws: ContentError.self) { try await bring(location(.dockerArchive, "docker.tar", "app")) }
        #expect(error?.reason == "it holds 'registry.example/app:1'")
        // Docker's media types, in a directory of skopeo's.
        try Program.output([
            "skopeo", "copy", "-q", "--format", "v2s2", "--dest-compress-format", "gzip", from, "oci:\(scratch.path)/again:x",
        ])
        try await bring(location(.oci, "again", "x"))
    }

    /// The form of `docker save` up to Docker 24, with a layer in a directory of its own and a link to an equal one.
    @Test func `read docker's old form, gzip and links in it included`() async throws {
        let image = try SampleImage.image(in: other)
        let layer = try SampleImage.tar("base", "hello linux/amd64")
        try scratch.write("d/aa/layer.tar", SampleImage.compressed(layer, .defaultGzip))
        try scratch.write("d/aa/VERSION", "1.0")
        try scratch.write("d/aa/json", "{}")
        try scratch.write("d/repositories", "{}")
        let config = ImageConfig(platform: .linuxAMD64, rootfs: RootFS(diffIDs: [image.layers[0].diffID, image.layers[0].diffID]))
        try scratch.write("d/c.json", CanonicalJSON.encode(config))
        try scratch.write(
            "d/manifest.json", #"[{"Config":"c.json","RepoTags":["app:latest","app:1"],"Layers":["aa/layer.tar","bb/layer.tar"]}]"#)
        let folder = scratch.path.appending("d").string
        try Program.output(["sh", "-c", "cd \(folder) && mkdir bb && ln -s ../aa/layer.tar bb/layer.tar && tar -cf ../a.tar *"])
        let found = try await bring(location(.dockerArchive, "a.tar", "app"))
        #expect(found.layers.map(\.mediaType) == [.layerGzip, .layerGzip])
        #expect(try await bring(location(.dockerArchive, "a.tar")) == found)

        try scratch.write("d/aa/layer.tar", SampleImage.tar("base", "something else"))
        try Program.output(["sh", "-c", "cd \(folder) && tar -cf ../a.tar *"])
        let error = await #expect(throws: ContentError.self) { try await bring(location(.dockerArchive, "a.tar")) }
        #expect(error?.code == .wrongContent)
    }

    @Test(arguments: [
        (#"[{"Config":"c.json","RepoTags":null,"Layers":["gone.tar"]}]"#, ContentError.Code.unreadableDocument),
        (#"[{"Config":"gone.json","RepoTags":null,"Layers":[]}]"#, .unreadableDocument),
        (#"[{"Config":"../../etc/passwd","RepoTags":null,"Layers":[]}]"#, .unreadableDocument), ("[]", .unknownImage),
        ("{}", .unreadableDocument),
    ]) func `refuse a docker archive whose manifest is wrong`(manifest: String, code: ContentError.Code) async throws {
        let config = ImageConfig(platform: .linuxAMD64, rootfs: RootFS(diffIDs: [Digest(of: [])]))
        try scratch.write("d/c.json", CanonicalJSON.encode(config))
        try scratch.write("d/manifest.json", manifest)
        try Program.output(["tar", "-cf", scratch.path.appending("a.tar").string, "-C", scratch.path.appending("d").string, "."])
        let error = await #expect(throws: ContentError.self) { try await bring(location(.dockerArchive, "a.tar")) }
        #expect(error?.code == code)
    }

    @Test func `refuse archives and directories that are something else`() async throws {
        try scratch.write("d/x", "x")
        try Program.output(["tar", "-cf", scratch.path.appending("a.tar").string, "-C", scratch.path.appending("d").string, "."])
        for place in [location(.ociArchive, "a.tar"), location(.dockerArchive, "a.tar"), location(.oci, "d"), location(.oci, "nowhere")] {
            let error = await #expect(throws: ContentError.self) { try await bring(place) }
            #expect(error?.code == .notAStore)
        }
        await #expect(throws: ArchiveError.self) { try await bring(location(.ociArchive, "nowhere")) }
        #expect(!FileManager.default.fileExists(atPath: scratch.path.appending("nowhere").string))
    }
}
