import Foundation
import TestSupport
import Testing

/// Judged by Debian's docker-registry, skopeo, umoci and podman.
@Suite(.serialized, .enabled(if: BaseProject.canRun, "docker-registry and skopeo are needed"))
struct `A base image in a registry` {
    let base: BaseProject
    var project: SampleProject { base.project }

    init() throws { base = try BaseProject() }

    private func build() throws -> BuildDocument { try project.build() }

    @Test func `is locked by digest, and its layers stay where they are`() throws {
        let reference = base.reference("base:1")
        #expect(try project.output(["lock"]) == "\(reference) \(short(try base.digest("base:1"))) (new)\n")
        let lock = String(decoding: try project.directory.read("imgship.lock"), as: UTF8.self)
        #expect(lock.contains("  \(reference):\n    digest: \(try base.digest("base:1"))\n    linux/amd64: [sha256:"))

        let built = try build()
        for platform in built.images[0].platforms {
            let layers = try base.layers("base:1", String(platform.platform.dropFirst("linux/".count)))
            #expect(platform.layers.map(\.digest).prefix(2) == layers[...])
            #expect(platform.layers.count == 3)
            for layer in layers {
                #expect(try !base.fetched(layer))
                #expect(try !project.store.blobs.contains(String(layer.dropFirst("sha256:".count))))
            }
        }
        let config = try Program.output(["skopeo", "--override-arch", "amd64", "inspect", "--config", "oci:\(project.store.path):app"])
        let run = try JSONSerialization.jsonObject(with: Data(config.utf8)) as? [String: Any]
        let settings = try #require(run?["config"] as? [String: Any])
        #expect(settings["User"] as? String == "7:7")
        #expect(settings["Env"] as? [String] == ["BELOW=yes"])
        #expect(settings["Entrypoint"] as? [String] == ["/app/run"])
    }

    @Test func `is not needed for the next build`() throws {
        try project.output(["lock"])
        let first = try build()
        base.registry.stop()
        #expect(try build() == first)
        try project.directory.write("app/run", "#!/bin/sh\necho changed\n", mode: 0o755)
        let second = try build()
        #expect(second.images[0].platforms[0].layers.prefix(2) == first.images[0].platforms[0].layers.prefix(2))
        #expect(second.images[0].digest != first.images[0].digest)
    }

    @Test(arguments: ["oci:out:app", "oci-archive:out.tar:app"]) func `is fetched for an export`(place: String) throws {
        try project.output(["lock"])
        let built = try build()
        #expect(try project.output(["export", "app", "--to", place]) == "app\t\(built.images[0].digest)\n")
        for architecture in ["amd64", "arm64"] {
            for layer in try base.layers("base:1", architecture) { #expect(try base.fetched(layer)) }
            let target = "dir:\(project.root)/copy-\(architecture)"
            try Program.output(
                ["skopeo", "--override-arch", architecture, "copy", "--quiet", "--preserve-digests", place, target], directory: project.root
            )
        }
        let raw = try Program.output(["skopeo", "inspect", "--raw", place], directory: project.root)
        #expect(raw == (try Program.output(["skopeo", "inspect", "--raw", "oci:\(project.store.path):app"])))
        // Once here, the layers are not fetched again.
        base.registry.stop()
        try project.output(["export", "app", "--to", "oci:again"])
    }

    @Test(.enabled(if: Ability.hasUmoci, "umoci is needed")) func `is what others unpack`() throws {
        try project.output(["lock"])
        let manifest = try build().images[0].platforms[0].digest
        try project.output(["export", "app", "--to", "oci:out:app", "--platform", "linux/amd64"])
        for layer in try base.layers("base:1", "arm64") where try !base.layers("base:1").contains(layer) {
            #expect(try !base.fetched(layer))
        }
        let found = try Program.output(["skopeo", "inspect", "--format", "{{.Digest}}", "oci:out:app"], directory: project.root)
        #expect(found == manifest + "\n")
        // umoci does not know zstd.
        try Program.output(
            ["skopeo", "copy", "--quiet", "--dest-compress-format", "gzip", "oci:out:app", "oci:gzip:app"], directory: project.root)
        try Program.output(["umoci", "raw", "unpack", "--rootless", "--image", "gzip:app", "files"], directory: project.root)
        #expect(String(decoding: try project.directory.read("files/text"), as: UTF8.self) == "one\n")
        #expect(String(decoding: try project.directory.read("files/app/run"), as: UTF8.self).contains("echo hello"))
    }

    @Test(.enabled(if: Ability.has("podman") && Ability.isRoot, "podman is needed, and root to give it a storage of its own"))
    func `is what podman loads`() throws {
        try project.output(["lock"])
        _ = try build()
        try project.output(["export", "app", "--to", "docker-archive:out.tar", "--platform", "linux/amd64"])
        // podman takes short paths alone.
        let state = "/tmp/p\(UInt32.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: state) }
        let podman = ["podman", "--root", state + "/s", "--runroot", state + "/r", "--storage-driver", "vfs"]
        try Program.output(podman + ["load", "--quiet", "--input", "out.tar"], directory: project.root)
        let layers = try Program.output(podman + ["image", "inspect", "--format", "{{range .RootFS.Layers}}{{.}} {{end}}", "app"])
        let expected = try build().images[0].platforms[0].layers.map(\.diffID)
        #expect(layers.split(whereSeparator: \.isWhitespace).map(String.init) == expected)
    }

    @Test func `may be Docker's own format`() throws {
        try base.push("docker:2", "two", format: "v2s2")
        #expect(try base.manifest("docker:2")["mediaType"] as? String == "application/vnd.docker.distribution.manifest.v2+json")
        let yaml = BaseProject.yaml(base: base.reference("docker:2")).replacing("linux/amd64, linux/arm64", with: "linux/amd64")
        try project.directory.write("imgship.yaml", yaml)
        try project.output(["lock"])
        let image = try build().images[0]
        #expect(
            image.platforms[0].layers.prefix(2).map(\.mediaType)
                == Array(repeating: "application/vnd.oci.image.layer.v1.tar+gzip", count: 2))
        #expect(image.platforms[0].layers.prefix(2).map(\.digest) == (try base.layers("docker:2")))
        try project.output(["export", "app", "--to", "oci:out:app"])
        try Program.output(["skopeo", "copy", "--quiet", "--preserve-digests", "oci:out:app", "dir:copy"], directory: project.root)
    }

    @Test func `moves when asked to, alone`() throws {
        try base.push("other:1", "one")
        let second = "  second: {base: \"\(base.reference("other:1"))\", copy: [{from: app, to: /app}]}\n"
        try project.directory.write("imgship.yaml", BaseProject.yaml(base: base.reference("base:1")) + second)
        try project.output(["lock"])
        let first = try build()
        let before = try base.digest("base:1")

        try base.push("base:1", "moved")
        try base.push("other:1", "moved as well")
        #expect(try build() == first)
        let text = try project.output(["lock", "--update", base.reference("base"), "--json"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let changes = try #require(document["changes"] as? [[String: Any]])
        #expect(changes.count == 1)
        #expect(changes[0]["name"] as? String == base.reference("base:1"))
        #expect(changes[0]["from"] as? String == before)
        #expect(changes[0]["to"] as? String == (try base.digest("base:1")))
        #expect((document["bases"] as? [[String: Any]])?.count == 2)

        let moved = try build()
        #expect(moved.images.map(\.name) == ["app", "second"])
        #expect(moved.images[0] != first.images[0])
        #expect(moved.images[1] == first.images[1])
        #expect(try project.output(["lock", "--update", base.reference("base:1")]) == "")
    }

    @Test func `is taken from another registry when one is gone`() throws {
        let other = try BaseProject()
        let second = "  second: {base: \"\(other.reference("base:1"))\", copy: [{from: app, to: /app}]}\n"
        try project.directory.write("imgship.yaml", BaseProject.yaml(base: base.reference("base:1")) + second)
        try project.output(["lock"])
        let images = try build().images
        #expect(images[0].platforms.map(\.digest) != images[1].platforms.map(\.digest), "their names differ")
        base.registry.stop()
        try project.output(["export", "app", "--to", "oci:out"])
        #expect(try other.fetched(try other.layers("base:1")[0]))
    }

    @Test func `may be named by digest`() throws {
        let digest = try base.digest("base:1")
        try project.directory.write("imgship.yaml", BaseProject.yaml(base: base.reference("base:1@\(digest)")))
        try project.output(["lock"])
        try base.push("base:1", "moved")
        #expect(try project.output(["lock"]) == "")
        #expect(try build().images[0].platforms.count == 2)
    }

    @Test func `carries a virtual environment`() throws {
        let inputs = try SampleInputs.shared.get()
        let python = "    python: {lock: pylock.toml, version: \"3.12\", interpreter: /usr/local/bin/python3.12}\n"
        let source = "sources: {pypi: {index: [\"file://\(inputs.directory.path)/simple\"]}}\n"
        try project.directory.write("imgship.yaml", BaseProject.yaml(base: base.reference("base:1")) + python + source)
        try project.directory.write("pylock.toml", inputs.pylock)
        try project.output(["lock"])
        let layers = try build().images[0].platforms[1].layers
        #expect(layers.map(\.origin).suffix(3) == ["python: demo 1.0", "python: other 1.0", "files: app"])
        // Nothing is resolved anew when a base moves: Python's packages stay, and so do their layers.
        try base.push("base:1", "moved")
        try project.output(["lock", "--update", base.reference("base:1")])
        #expect(try build().images[0].platforms[1].layers.suffix(3) == layers.suffix(3))
    }

    private func short(_ digest: String) -> String { "sha256:" + digest.dropFirst("sha256:".count).prefix(12) }
}
