import Foundation
import TestSupport
import Testing

/// Judged by skopeo, umoci and tar.
@Suite(.serialized, .enabled(if: Ability.hasSkopeo && Ability.hasUmoci, "skopeo and umoci are needed to judge the images"))
struct `Built images` {
    let project: SampleProject

    init() throws { project = try SampleProject(with: SampleInputs.shared.get()) }

    @Test(arguments: ["zstd", "gzip", "none"]) func `are read and copied by skopeo for both platforms`(compression: String) throws {
        let built = try project.build(["--compression", compression])
        #expect(built.images[0].platforms.map(\.platform) == ["linux/amd64", "linux/arm64"])
        let index = try Program.output(["skopeo", "inspect", "--raw", "oci:\(project.store.path):whole"])
        #expect(index.components(separatedBy: "image.manifest.v1+json").count == 3)
        for architecture in ["amd64", "arm64"] {
            #expect(try project.store.inspect("whole", architecture).contains("\"Architecture\": \"\(architecture)\""))
        }
        try Program.output(
            [
                "skopeo", "copy", "--all", "--preserve-digests", "--quiet", "oci:\(project.store.path):whole",
                "oci:\(project.root)/copy:whole",
            ])
        let copied = try Program.output(["skopeo", "inspect", "--raw", "oci:\(project.root)/copy:whole"])
        #expect(copied == index)
    }

    @Test func `hold the same files whatever the compression`() throws {
        let gzip = try project.build(["--compression", "gzip"])
        try Program.output(
            [
                "skopeo", "--override-arch", "amd64", "copy", "--quiet", "oci:\(project.store.path):whole",
                "oci:\(project.root)/single:whole",
            ])
        let unpacked = project.root + "/unpacked-gzip"
        try Program.output(["umoci", "raw", "unpack", "--rootless", "--image", "\(project.root)/single:whole", unpacked])

        let zstd = try project.build(["--compression", "zstd"])
        #expect(gzip.images[0].platforms[0].layers.map(\.diffID) == zstd.images[0].platforms[0].layers.map(\.diffID))
        let extracted = project.root + "/unpacked-zstd"
        try Program.output(["mkdir", extracted])
        for layer in zstd.images[0].platforms[0].layers {
            let blob = project.store.path.appending("blobs/sha256/" + layer.digest.dropFirst("sha256:".count))
            try Program.output(["tar", "--zstd", "--no-same-owner", "-xpf", blob.string, "-C", extracted])
        }
        let files = try listing(extracted)
        #expect(try listing(unpacked) == files)
        for path in ["usr/bin/tiny", "opt/venv/bin/demo", "opt/venv/lib/python3.11/site-packages/other/__init__.py", "app/data/notes.txt"] {
            #expect(files.contains { $0.hasSuffix(" ./\(path) ") }, "no \(path)")
        }
        #expect(files.contains("l 777 ./app/link data/notes.txt"))
        #expect(!files.contains { $0.contains("skipped.log") })
    }

    @Test func `say how they run`() throws {
        _ = try project.build()
        let config = try Program.output(
            ["skopeo", "--override-arch", "arm64", "inspect", "--config", "oci:\(project.store.path):whole"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(config.utf8)) as? [String: Any])
        #expect(document["architecture"] as? String == "arm64")
        #expect(document["created"] as? String == "2026-01-31T12:00:00Z")
        let run = try #require(document["config"] as? [String: Any])
        #expect(run["User"] as? String == "1000:1000")
        #expect(run["Entrypoint"] as? [String] == ["/app/run"])
        #expect(run["WorkingDir"] as? String == "/app")
        #expect((run["ExposedPorts"] as? [String: Any])?.keys.sorted() == ["8000/tcp"])
        #expect((run["Volumes"] as? [String: Any])?.keys.sorted() == ["/tmp"])
        #expect(
            run["Env"] as? [String] == [
                "PATH=/opt/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "VIRTUAL_ENV=/opt/venv", "LANG=C.UTF-8",
            ])
    }

    /// Kind, mode, path and target of everything below a directory; the directory itself is the unpacker's own.
    private func listing(_ root: String) throws -> [String] {
        try Program.output(["find", ".", "-mindepth", "1", "-printf", "%y %m %p %l\\n"], directory: root)
            .split(separator: "\n").map(String.init).sorted()
    }
}
