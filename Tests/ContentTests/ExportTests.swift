import Bytes
import Content
import Diagnostics
import Foundation
import OCI
import TestSupport
import Testing

@Suite struct `Exporting images` {
    let scratch: TemporaryDirectory
    let store: ContentStore
    let image: BuiltImage
    let root: Descriptor

    init() throws {
        scratch = try TemporaryDirectory()
        store = try ContentStore.open(scratch.path.appending("store"))
        image = try SampleImage.image(in: store)
        root = try store.publish("frontend", images: [image, SampleImage.image(.linuxARM64, in: store)]).root
    }

    private func location(_ kind: ImageLocation.Kind, _ file: String, _ name: String? = nil) -> ImageLocation {
        ImageLocation(kind, scratch.path.appending(file), name: name)
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scratch.path.appending(folder).string).sorted()
    }

    @Test func `to a layout keeps every platform, the digest, and what was there`() async throws {
        try await store.export("frontend", to: location(.oci, "out", "first"))
        try await store.export("frontend", platform: .linuxARM64, to: location(.oci, "out"))
        #expect(try names("out") == ["blobs", "index.json", "oci-layout"])
        let out = try ContentStore(existing: scratch.path.appending("out"), for: .exported)
        #expect(try out.names() == ["first", "frontend"])
        #expect(try out.image(named: "first").digest == root.digest)
        let text = try Program.output(["skopeo", "inspect", "oci:\(scratch.path)/out:frontend"])
        #expect(text.contains("\"Architecture\": \"arm64\""))
    }

    @Test(arguments: [(ImageLocation.Kind.ociArchive, nil as Platform?), (.dockerArchive, .linuxAMD64)])
    func `gives the same bytes each time`(kind: ImageLocation.Kind, platform: Platform?) async throws {
        for file in ["a.tar", "b.tar"] { try await store.export("frontend", platform: platform, to: location(kind, file, "x")) }
        #expect(try scratch.read("a.tar") == scratch.read("b.tar"))
        #expect(try names("") == ["a.tar", "b.tar", "store"])
    }

    @Test func `to an OCI archive is read by skopeo, and by us`() async throws {
        try await store.export("frontend", to: location(.ociArchive, "a.tar"))
        try Program.output(["skopeo", "copy", "-q", "--all", "oci-archive:\(scratch.path)/a.tar:frontend", "dir:\(scratch.path)/dir"])
        let other = try ContentStore.open(scratch.path.appending("other"))
        let source = try await location(.ociArchive, "a.tar").source(unpackingInto: other)
        #expect(try await source.image(for: .linuxAMD64).builtLayers == image.layers)
    }

    @Test func `to a docker archive is read by skopeo, and by us, with plain layers`() async throws {
        try await store.export("frontend", platform: .linuxAMD64, to: location(.dockerArchive, "a.tar"))
        let text = try Program.output(["skopeo", "inspect", "docker-archive:\(scratch.path)/a.tar:frontend:latest"])
        let found = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(found["Layers"] as? [String] == image.layers.map(\.diffID.description))
        // skopeo checks every layer against its diffID here.
        try Program.output(["skopeo", "copy", "-q", "docker-archive:\(scratch.path)/a.tar", "dir:\(scratch.path)/dir"])
        let other = try ContentStore.open(scratch.path.appending("other"))
        let source = try await location(.dockerArchive, "a.tar", "frontend").source(unpackingInto: other)
        let back = try await source.image(for: .linuxAMD64)
        #expect(back.config.rootfs.diffIDs == image.layers.map(\.diffID))
        #expect(back.config.config == image.config)
    }

    @Test(.enabled(if: getuid() == 0, "podman needs root or a user namespace for its storage"))
    func `to a docker archive is loaded by podman`() async throws {
        try await store.export("frontend", platform: .linuxAMD64, to: location(.dockerArchive, "a.tar"))
        // podman refuses a runroot of more than 50 characters.
        let run = try Program.output(["mktemp", "-d", "/tmp/run-XXXXXX"]).trimmingCharacters(in: .newlines)
        defer { try? FileManager.default.removeItem(atPath: run) }
        let podman = [
            "podman", "--root", "\(scratch.path)/podman", "--runroot", run, "--storage-driver", "vfs", "--cgroup-manager", "cgroupfs",
            "--events-backend", "none",
        ]
        let loaded = try Program.output(podman + ["load", "-q", "-i", "\(scratch.path)/a.tar"])
        #expect(loaded.contains("localhost/frontend:latest"))
        try Program.output(podman + ["save", "-q", "--format", "docker-archive", "-o", "\(scratch.path)/saved.tar", "frontend:latest"])
        let other = try ContentStore.open(scratch.path.appending("other"))
        let source = try await location(.dockerArchive, "saved.tar").source(unpackingInto: other)
        #expect(try await source.image(for: .linuxAMD64).config.rootfs.diffIDs == image.layers.map(\.diffID))
    }

    @Test func `to a docker archive needs a platform when there are several`() async throws {
        let error = await #expect(throws: ContentError.self) { try await store.export("frontend", to: location(.dockerArchive, "a.tar")) }
        #expect(error?.code == .missingPlatform)
        #expect(error?.reason == "it is for linux/amd64, linux/arm64")
        #expect(error?.exitCode == .usage)
        #expect(try names("") == ["store"])
    }

    @Test(arguments: ImageLocation.Kind.allCases, [0, 1, 2]) func `of a damaged layer leaves nothing`(kind: ImageLocation.Kind, layer: Int)
        async throws
    {
        let path = "store/blobs/sha256/\(image.layers[layer].descriptor.digest.hex)"
        var bytes = try scratch.read(path)
        bytes[bytes.count / 2] ^= 1
        try scratch.write(path, bytes)
        let error = await #expect(throws: ContentError.self) {
            try await store.export("frontend", platform: .linuxAMD64, to: location(kind, "out"))
        }
        #expect([.damagedBlob, .wrongContent].contains(error?.code))
        if kind == .oci {
            #expect(try ContentStore(existing: scratch.path.appending("out"), for: .exported).names().isEmpty)
        } else {
            #expect(try names("") == ["store"])
        }
    }

    @Test func `over an old file that cannot be replaced says which`() async throws {
        try FileManager.default.createDirectory(atPath: scratch.path.appending("out").string, withIntermediateDirectories: false)
        let error = await #expect(throws: FileError.self) { try await store.export("frontend", to: location(.ociArchive, "out")) }
        #expect(error?.summary.contains("/out'") == true)
        #expect(try names("") == ["out", "store"])
        await #expect(throws: FileError.self) { try await store.export("frontend", to: location(.ociArchive, "no/such/place.tar")) }
    }

    /// umoci knows no zstd.
    @Test(.enabled(if: getuid() == 0, "umoci sets owners when it unpacks")) func `to a layout is unpacked by umoci`() async throws {
        try store.publish("gzip", images: [SampleImage.image(top: .defaultGzip, in: store)])
        try await store.export("gzip", to: location(.oci, "out"))
        try Program.output(["umoci", "unpack", "--image", "\(scratch.path)/out:gzip", "\(scratch.path)/bundle"])
        #expect(try names("bundle/rootfs") == ["base", "middle", "top"])
        #expect(try scratch.read("bundle/rootfs/top") == Array("hello top".utf8))
    }
}
