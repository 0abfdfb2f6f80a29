import Foundation
import SystemPackage
import TestSupport
import Testing

/// The judges are Debian's docker-registry, skopeo and podman.
@Suite(
    .serialized, .enabled(if: DockerRegistry.isInstalled && Ability.hasSkopeo, "docker-registry and skopeo are needed: Scripts/setup test"))
struct `imgship push` {
    private func skopeo(_ arguments: String...) throws -> String {
        try Program.output(["skopeo"] + arguments)
    }

    @Test func `pushes every image, and a second push sends nothing`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)
        let built = try sample.project.build()

        let text = try sample.project.output(["push", "--tag", "1"])
        let lines = built.images.map { "\($0.name)\t\(registry.domain)/team/\($0.name)@\($0.digest)\n" }
        #expect(text == lines.joined())
        for image in built.images {
            let raw = try skopeo("inspect", "--raw", "--tls-verify=false", "docker://\(registry.domain)/team/\(image.name):1")
            #expect(try Program.output(["sha256sum"], input: Array(raw.utf8)).hasPrefix(image.digest.dropFirst("sha256:".count)))
            let target = "dir:\(sample.project.root)/copy-\(image.name)"
            _ = try skopeo("copy", "--quiet", "--all", "--src-tls-verify=false", "docker://\(registry.domain)/team/\(image.name):1", target)
        }

        let second = try sample.push(["--tag", "1"])
        #expect(second.images.map(\.sent.count) == [0, 0])
        #expect(second.images.map(\.mounted.count) == [0, 0])
        let again = try sample.run(["push", "--tag", "1"])
        #expect(again.standardError.contains("push   base  nothing sent"))
    }

    @Test func `prints build's document with what it did, and mounts what another image brought`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)
        let built = try sample.project.build()

        let document = try sample.push(["--tag", "1", "--tag", "2", "--latest"])
        #expect(document.schema == 1)
        #expect(document.images.map(\.name) == ["base", "web"])
        #expect(document.images.map(\.platforms) == built.images.map(\.platforms))
        #expect(document.images.map(\.reference) == built.images.map { "\(registry.domain)/team/\($0.name)@\($0.digest)" })
        for image in document.images { #expect(image.tags == ["1", "2", "latest"]) }
        // The layer of the first is the lower layer of the second.
        let layer = built.images[0].platforms[0].layers[0]
        #expect(document.images[1].mounted == .init(count: 1, bytes: layer.size))
        #expect(document.images[0].mounted.count == 0)
        for tag in ["1", "2", "latest"] {
            let found = try skopeo(
                "inspect", "--tls-verify=false", "--format", "{{.Digest}}", "docker://\(registry.domain)/team/web:\(tag)")
            #expect(found.trimmingCharacters(in: .newlines) == document.images[1].digest)
        }
    }

    @Test func `has the keys that are promised, and no others`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)
        let text = try sample.project.output(["push", "--json", "--tag", "1"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(document.keys.sorted() == ["images", "schema"])
        let image = try #require((document["images"] as? [[String: Any]])?.first)
        #expect(
            image.keys.sorted() == [
                "digest", "elapsed", "mounted", "name", "platforms", "present", "reference", "sent", "tags",
            ])
        #expect(text.last == "\n" && !text.dropLast().contains("\n"))
    }

    @Test func `pushes one image under exactly the name that is given`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)
        let text = try sample.project.output(["push", "web", "--to", "\(registry.domain)/other/api:v1", "--digest-file", "digest"])
        let digest = String(decoding: try sample.project.directory.read("digest"), as: UTF8.self).trimmingCharacters(in: .newlines)
        #expect(text == "web\t\(registry.domain)/other/api@\(digest)\n")
        let tags = try skopeo("list-tags", "--tls-verify=false", "docker://\(registry.domain)/other/api")
        #expect(tags.contains("\"v1\"") && !tags.contains("latest"))
    }

    @Test func `writes digests to where a link leads, and through it`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)
        try sample.project.directory.write("there", "old and longer than what comes: " + String(repeating: "x", count: 200))
        try FileManager.default.createSymbolicLink(atPath: sample.project.root + "/link", withDestinationPath: "there")
        let text = try sample.project.output(["push", "base", "--tag", "1", "--digest-file", "link"])
        let digest = try #require(text.split(separator: "@").last)
        #expect(String(decoding: try sample.project.directory.read("there"), as: UTF8.self) == digest)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: sample.project.root + "/link") == "there")
        // A file of the same name that standard output is must not be emptied.
        for place in ["/dev/stdout", "/proc/self/fd/1", "both"] {
            let words = Binary.command(["push", "base", "--tag", "1", "--digest-file", place], sample.project.variables)
            try Program.output(["sh", "-c", "\"$@\" > both", "sh"] + words, directory: sample.project.root)
            #expect(String(decoding: try sample.project.directory.read("both"), as: UTF8.self) == text + digest)
        }
        #expect(try sample.project.output(["push", "base", "--tag", "1", "--digest-file", "/dev/stdout"]) == text + digest)
    }

    /// Kubernetes' /dev/termination-log.
    @Test(.enabled(if: Ability.canMount, "only root can mount")) func `writes digests to a file that is mounted`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)
        try sample.project.directory.write("outside", "old\n")
        try sample.project.directory.write("mounted", "")
        let words = Binary.command(["push", "base", "--tag", "1", "--digest-file", "mounted"], sample.project.variables)
        let script = "mount --bind outside mounted && exec \"$@\""
        let text = try Program.output(["unshare", "--mount", "sh", "-c", script, "sh"] + words, directory: sample.project.root)
        #expect(String(decoding: try sample.project.directory.read("outside"), as: UTF8.self) == text.split(separator: "@").last ?? "")
    }

    @Test func `writes which image has which digest`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)
        let text = try sample.project.output(["push", "--tag", "1", "--reference-file", "references"])
        let lines = text.split(separator: "\n").compactMap { $0.split(separator: "\t").last.map { "\($0)\n" } }
        #expect(lines.count == 2)
        #expect(String(decoding: try sample.project.directory.read("references"), as: UTF8.self) == lines.joined())
    }

    @Test func `prints what it pushed before it cannot write digests`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)
        let output = try sample.run(["push", "base", "--tag", "1", "--digest-file", "nowhere/digests"])
        #expect(output.status == 1)
        #expect(output.text.hasPrefix("base\t\(registry.domain)/team/base@sha256:"))
    }

    @Test func `takes the tag that git has for the sources`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)
        func git(_ arguments: String...) throws {
            try Program.output(["git", "-c", "user.name=t", "-c", "user.email=t@example.org"] + arguments, directory: sample.project.root)
        }
        try git("init", "--quiet")
        try git("add", "app", "web", "imgship.yaml")
        try git("commit", "--quiet", "--message", "first")
        try git("tag", "release/1.0")
        #expect(try sample.push(["base"]).images[0].tags == ["release-1.0"])
        try sample.project.directory.write("app/run", "changed\n")
        #expect(try sample.push(["base", "--latest"]).images[0].tags == ["release-1.0-dirty", "latest"])
    }

    @Test func `remembers what it pushed last`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)
        let image = try sample.push(["web", "--tag", "1"]).images[0]
        let directory = sample.project.root + "/.imgship/imgship/pushes"
        let files = try FileManager.default.contentsOfDirectory(atPath: directory)
        #expect(files.count == 1)
        let record = try String(contentsOfFile: "\(directory)/\(files[0])", encoding: .utf8)
        for word in ["\"image\":\"web\"", image.digest, "\"repository\":\"\(registry.domain)/team/web\"", "\"tags\":[\"1\"]"] {
            #expect(record.contains(word))
        }
    }

    @Test func `says what it would send, and sends nothing`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)

        let before = try sample.project.output(["push", "--dry-run", "--tag", "1"])
        #expect(before.contains("base  \(registry.domain)/team/base\n  new      "))
        #expect(before.contains("1 blob, from team/base\n"), "the second image would mount a layer of the first")
        #expect(before.contains("  tag      1: new\n"))
        #expect(try !registry.accessLog.contains("\"PUT") && !registry.accessLog.contains("\"POST"))

        try sample.project.output(["push", "--tag", "1"])
        try sample.project.directory.write("web/page", "other\n")
        try sample.project.output(["build", "--quiet"])
        let after = try sample.project.output(["push", "web", "--dry-run", "--tag", "1"])
        #expect(after.contains("  tag      1: moves from "))
        #expect(after.contains("  pull     linux/arm64  after '1': "), "the last push is what a machine has")
        #expect(after.contains(" in 1 of 2 layers\n"))
        #expect(try sample.project.output(["push", "base", "--dry-run", "--tag", "1"]).contains("  new      nothing\n"))
        #expect(try sample.project.output(["push", "base", "--dry-run", "--tag", "1"]).contains("  tag      1: stays\n"))
    }

    @Test func `says what it would send as a document`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)
        try sample.project.output(["push", "base", "--tag", "1", "--latest"])
        let text = try sample.project.output(["push", "--dry-run", "--json", "--tag", "2"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let images = try #require(document["images"] as? [[String: Any]])
        #expect(
            images[0].keys.sorted() == [
                "digest", "mountSources", "mountable", "name", "new", "present", "pulls", "reference", "tags",
            ])
        #expect((images[0]["new"] as? [String: Int])?["count"] == 0)
        #expect((images[0]["pulls"] as? [[String: Any]])?.count == 2)
        #expect((images[1]["pulls"] as? [[String: Any]])?.isEmpty == true)
        #expect(((images[0]["tags"] as? [[String: Any]])?.first?["digest"] ?? nil) is NSNull)
    }

    @Test func `goes over TLS with an authority of one's own`() throws {
        let certificate = try TestCertificate("IP:127.0.0.1")
        let registry = try DockerRegistry(
            .encrypted(certificate: FilePath(certificate.certificate), key: FilePath(certificate.key)))
        let sample = try PushProject(registry.domain)
        let trusting = ["SSL_CERT_FILE": certificate.certificate]
        #expect(try sample.push(["base", "--tag", "1"], trusting).images[0].sent.count > 0)
        #expect(try sample.push(["base", "--tag", "1", "--insecure"]).images[0].sent.count == 0)
        // Many times: the program ends while other handshakes are under way, which once ended in a crash.
        for _ in 0..<10 {
            let output = try sample.run(["push", "base", "--tag", "1"])
            #expect(output.status == 1)
            #expect(output.standardError.contains("SSL_CERT_FILE"))
        }
    }

    @Test func `goes without TLS to a registry elsewhere only when it is told to`() throws {
        // The registry is its own proxy: it answers for whatever host is asked for, and knows no CONNECT.
        let registry = try DockerRegistry()
        let sample = try PushProject("nas.example:5000")
        let variables = ["http_proxy": "http://\(registry.domain)", "https_proxy": "http://\(registry.domain)"]
        let pushed = try sample.push(["base", "--tag", "1", "--insecure"], variables).images[0]
        #expect(pushed.reference == "nas.example:5000/team/base@\(pushed.digest)")
        #expect(try sample.run(["push", "base", "--tag", "2"], variables).status == 1)
        #expect(try !registry.accessLog.contains("manifests/2"))
    }

    @Test(.enabled(if: Ability.has("podman"), "podman is needed")) func `gives what podman pulls`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)
        let image = try sample.push(["web", "--tag", "1"]).images[0]
        // podman takes no long path for what runs.
        let short = "/tmp/imgship-\(UInt32.random(in: 0...UInt32.max))"
        defer { try? FileManager.default.removeItem(atPath: short) }
        let place = ["--root", sample.project.root + "/podman", "--runroot", short, "--storage-driver", "vfs"]
        try Program.output(["podman"] + place + ["pull", "--quiet", "--tls-verify=false", image.reference])
        let found = try Program.output(
            ["podman"] + place + ["image", "inspect", "--format", "{{.Digest}} {{.RepoDigests}}", image.reference])
        #expect(found.contains(image.digest))
    }
}
