import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct `imgship inspect` {
    /// Two images, one upon the other, whose bytes are the same on every machine: nothing is compressed.
    private static let yaml = """
        version: 1
        project: sample
        platforms: [linux/amd64, linux/arm64]
        images:
          base:
            base: scratch
            compression: none
            copy: [{from: app, to: /app}]
            config:
              user: "1000:1000"
              workdir: /app
              entrypoint: [/app/run, "two words"]
              env: {LANG: C.UTF-8, EMPTY: ""}
              expose: [8000]
              volumes: [/tmp]
              stop-signal: SIGINT
          top:
            base: base
            compression: none
            platforms: [linux/amd64]
            copy: [{from: more, to: /app/more}]

        """

    private func project() throws -> SampleProject {
        let project = try SampleProject(Self.yaml)
        try project.directory.write("app/lib/big", [UInt8](repeating: 0, count: 50_000))
        try project.directory.write("more/bigger", [UInt8](repeating: 0, count: 90_000))
        try project.output(["build", "--quiet"])
        return project
    }

    @Test(arguments: [
        ("index", ["base", "--platform", "linux/arm64"]), ("manifest", ["top"]), ("files", ["top", "--files"]),
        ("layer", ["top", "--files", "--depth", "1", "--layer", "sha256:b"]), ("document", ["top", "--json"]),
        ("files document", ["top", "--files", "--json"]),
    ])
    func `shows an image that was built`(name: String, arguments: [String]) throws {
        try expectGolden(try project().output(["inspect"] + arguments), "inspect/\(name).txt")
    }

    @Test(.enabled(if: Ability.hasSkopeo, "skopeo is the judge")) func `prints documents to the byte`() throws {
        let project = try project()
        let place = "oci:\(project.store.path):base"
        #expect(try project.output(["inspect", "base", "--raw"]) == (try Program.output(["skopeo", "inspect", "--raw", place])))
        let config = try Program.output(["skopeo", "--override-arch", "arm64", "inspect", "--config", "--raw", place])
        #expect(try project.output(["inspect", "base", "--config", "--platform", "linux/arm64"]) == config)
        #expect(try project.output(["inspect", place, "--raw"]) == (try project.output(["inspect", "base", "--raw"])))
    }

    @Test func `needs no project, and takes archives`() throws {
        let project = try project()
        try project.output(["export", "base", "--to", "oci-archive:all.tar"])
        let elsewhere = try TemporaryDirectory()
        let text = try Program.output(
            Binary.command(["inspect", "oci-archive:\(project.root)/all.tar", "--raw"], ["TMPDIR": elsewhere.path.string]),
            directory: elsewhere.path.string)
        #expect(text == (try project.output(["inspect", "base", "--raw"])))
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path.string).isEmpty, "what was unpacked is gone")
    }

    @Test(.enabled(if: DockerRegistry.isInstalled && Ability.hasSkopeo, "docker-registry and skopeo are needed"))
    func `looks into a registry without keeping anything, also at Docker's own kind of manifest`() throws {
        let registry = try DockerRegistry()
        let project = try project()
        for format in ["oci", "v2s2"] {
            try Program.output([
                "skopeo", "copy", "--quiet", "--format", format, "--dest-tls-verify=false", "--dest-compress-format", "gzip",
                "oci:\(project.store.path):top", "docker://\(registry.domain)/\(format):1",
            ])
            let elsewhere = try TemporaryDirectory()
            func inspect(_ arguments: String...) throws -> String {
                try Program.output(
                    Binary.command(["inspect", "\(registry.domain)/\(format):1"] + arguments, ["TMPDIR": elsewhere.path.string]),
                    directory: elsewhere.path.string)
            }
            let digest = try Program.output([
                "skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", "docker://\(registry.domain)/\(format):1",
            ])
            let shown = try inspect()
            #expect(shown.contains(digest.trimmingCharacters(in: .newlines)))
            #expect(shown.contains("entrypoint    /app/run 'two words'\n") && shown.contains("files: more\n"))
            #expect(shown.contains("vnd.docker.distribution.manifest.v2+json") == (format == "v2s2"))
            #expect(try inspect("--files").contains("   90.0 kB      more/  #2\n"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path.string).isEmpty)
        }
    }

    @Test(.enabled(if: DockerRegistry.isInstalled, "docker-registry is needed"))
    func `takes the store's image before the registry's, but with docker://`() throws {
        let project = try project()
        let registry = try DockerRegistry()
        // A store's image may be called like a reference.
        let name = "\(registry.domain)/base"
        try Program.output(["skopeo", "copy", "--quiet", "oci:.imgship:top", "oci:.imgship:\(name)"], directory: project.root)
        #expect(try project.output(["inspect", name]).hasPrefix("reference     \(name)\n"))
        let output = try project.run(["inspect", "docker://\(name)"])
        #expect(output.status == 1)
        #expect(output.standardError.contains("cannot get the manifest 'latest' of '\(name)'"))
    }

    @Test(.enabled(if: Ability.hasUmoci, "umoci is the judge")) func `counts what an image holds, layer upon layer`() throws {
        let image = try OddImage("layers")
        let text = try image.output(["inspect", "oci:layout", "--files", "--json", "--depth", "32"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        try Program.output(["umoci", "unpack", "--rootless", "--image", "layout:odd", "bundle"], directory: image.root)
        // One line for each file that has bytes of its own: inode, size, path.
        let lines = try Program.output(["find", ".", "-type", "f", "-printf", "%i %s %P\\n"], directory: image.root + "/bundle/rootfs")
        var sizes: [Substring: Int] = [:]
        var directories: [String: Int] = [:]
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 2)
            guard let size = Int(parts[1]), sizes.updateValue(size, forKey: parts[0]) == nil else { continue }
            let names = parts[2].split(separator: "/")
            for depth in 1..<max(names.count, 1) { directories[names.prefix(depth).joined(separator: "/"), default: 0] += size }
        }
        #expect(document["size"] as? Int == sizes.values.reduce(0, +))
        #expect(document["count"] as? Int == sizes.count)
        let found = try #require(document["directories"] as? [[String: Any]])
        #expect(Dictionary(uniqueKeysWithValues: found.map { ($0["path"] as? String ?? "", $0["size"] as? Int ?? 0) }) == directories)
    }

    @Test func `tells attestations apart`() throws {
        let image = try OddImage("attested")
        let text = try image.output(["inspect", "oci:layout"])
        #expect(text.contains(/attestations  sha256:[0-9a-f]{64}  of linux\/amd64\n/))
        #expect(text.contains("platform      linux/amd64\n"), "the only image is told in full")
    }

    @Test(arguments: ["escapes", "steering path", "huge"]) func `shows what others wrote, and does not do what it says`(kind: String) throws
    {
        let image = try OddImage(kind)
        for arguments in [[], ["--files"]] {
            if kind == "huge", arguments == ["--files"] { continue }
            let output = try image.run(["inspect", "oci:layout"] + arguments)
            #expect(output.status == 0)
            #expect(!output.text.contains("\u{1b}") && !output.text.contains("\u{202e}"))
            try expectGolden(output.text, "inspect/\(kind)\(arguments.joined()).txt")
        }
        #expect(try image.run(["inspect", "oci:layout", "--json"]).status == 0)
    }

    @Test(arguments: [
        ("deep", [String]()), ("config is no JSON", []), ("manifest and index", []), ("wrong bytes", []), ("huge", ["--files"]),
        ("layer is no tar", ["--files"]), ("path out of the root", ["--files"]), ("attested", ["--files", "--layer", "abc"]),
        ("attested", ["--platform", "linux/s390x"]), ("attested", ["--layer", "abc"]), ("attested", ["--raw", "--config"]),
    ])
    func `refuses what it cannot read in one clear error`(kind: String, arguments: [String]) throws {
        let image = try OddImage(kind)
        let output = try image.run(["inspect", "oci:layout"] + arguments)
        #expect([1, 2].contains(output.status) && output.text.isEmpty)
        let text = output.standardError.replacingOccurrences(of: image.root, with: "DIRECTORY")
        try expectGolden(text, "inspect/errors/\(([kind] + arguments).joined(separator: " ").replacingOccurrences(of: "/", with: "-")).txt")
    }

    @Test func `says that an image of the project has not been built`() throws {
        let project = try SampleProject(Self.yaml)
        let output = try project.run(["inspect", "top"])
        #expect(output.status == 2)
        #expect(output.standardError == "error: the image 'top' has not been built yet\n  hint: run `imgship build top`\n")
    }
}
