import Foundation
import TestSupport
import Testing

/// The judges are Debian's docker-registry and skopeo.
@Suite(
    .serialized, .enabled(if: DockerRegistry.isInstalled && Ability.hasSkopeo, "docker-registry and skopeo are needed: Scripts/setup test"))
struct `imgship copy` {
    let project: SampleProject
    let built: BuildDocument
    let registry: DockerRegistry

    init() throws {
        project = try SampleProject()
        built = try project.build()
        registry = try DockerRegistry()
    }

    private var digest: String { built.images[0].digest }

    private func skopeo(_ arguments: String...) throws -> String { try Program.output(["skopeo"] + arguments, directory: project.root) }

    /// The digest of what a name stands for, by its raw bytes.
    private func digest(of name: String) throws -> String {
        let plain = name.hasPrefix("docker://") ? ["--tls-verify=false"] : []
        let raw = try Program.output(["skopeo", "inspect", "--raw"] + plain + [name], directory: project.root)
        return "sha256:" + (try Program.output(["sha256sum"], input: Array(raw.utf8)).prefix(64))
    }

    private func copy(_ arguments: String...) throws -> CopyDocument {
        let text = try project.output(["copy", "--json"] + arguments)
        return try JSONDecoder().decode(CopyDocument.self, from: Data(text.utf8))
    }

    /// What `imgship copy --json` is promised to print.
    private struct CopyDocument: Decodable {
        struct Amount: Decodable, Equatable { let count: Int, bytes: Int }

        let schema: Int
        let source: String
        let reference: String
        let digest: String
        let tags: [String]
        let sent: Amount
        let mounted: Amount
        let present: Amount
        let leftOut: Amount
    }

    @Test func `brings an image of the store to a registry, and a second time nothing`() throws {
        let text = try project.output(["copy", "files", "\(registry.domain)/team/app:1", "--tag", "2", "--tag", "2"])
        #expect(text == "\(registry.domain)/team/app@\(digest)\n")
        for tag in ["1", "2"] { #expect(try digest(of: "docker://\(registry.domain)/team/app:\(tag)") == digest) }

        let before = try registry.accessLog
        let again = try copy("files", "\(registry.domain)/team/app:1")
        #expect(again.sent.count == 0 && again.mounted.count == 0 && again.present.count > 0)
        let asked = try registry.accessLog.dropFirst(before.count)
        #expect(!asked.contains("\"PUT ") && !asked.contains("\"POST ") && !asked.contains("\"PATCH "))
    }

    @Test func `streams from one registry to another, with all platforms and digests`() throws {
        let other = try DockerRegistry()
        try project.output(["copy", "files", "\(registry.domain)/app:1"])
        let copied = try copy("\(registry.domain)/app:1", "\(other.domain)/mirror/app:1")
        #expect(copied.schema == 1 && copied.digest == digest && copied.reference == "\(other.domain)/mirror/app@\(digest)")
        #expect(copied.tags == ["1"])
        #expect(try digest(of: "docker://\(other.domain)/mirror/app:1") == digest)
        // skopeo reads every byte of every platform.
        _ = try skopeo(
            "copy", "--quiet", "--all", "--preserve-digests", "--src-tls-verify=false", "docker://\(other.domain)/mirror/app:1",
            "oci:judged:app")
        #expect(try digest(of: "oci:judged:app") == digest)
    }

    @Test func `mounts inside one registry`() throws {
        try project.output(["copy", "files", "\(registry.domain)/one:1"])
        let copied = try copy("\(registry.domain)/one:1", "\(registry.domain)/two")
        #expect(copied.tags == ["latest"])
        #expect(copied.mounted.count > 0 && copied.sent.count == 0)
        #expect(try registry.accessLog.contains(/POST \/v2\/two\/blobs\/uploads\/\?mount=sha256.*from=one.* 201/))
        #expect(try !registry.accessLog.contains("\"GET /v2/one/blobs/"), "no blob is read")
        #expect(try digest(of: "docker://\(registry.domain)/two:latest") == digest)
    }

    @Test func `sets one more tag without a blob being read or sent`() throws {
        try project.output(["copy", "files", "\(registry.domain)/app:1"])
        let before = try registry.accessLog
        let copied = try copy("\(registry.domain)/app:1", "\(registry.domain)/app:stable")
        #expect(copied.sent.count == 0 && copied.mounted.count == 0)
        #expect(try digest(of: "docker://\(registry.domain)/app:stable") == digest)
        let asked = try registry.accessLog.dropFirst(before.count)
        #expect(!asked.contains("\"GET /v2/app/blobs/") && !asked.contains("\"POST ") && !asked.contains("\"PATCH "))
    }

    @Test(arguments: ["oci", "oci-archive"]) func `goes to a place on disk and back with the same bytes`(kind: String) throws {
        try project.output(["copy", "files", "\(registry.domain)/app:1"])
        let place = "\(kind):there:app"
        #expect(try project.output(["copy", "\(registry.domain)/app:1", place]) == "\(place)\t\(digest)\n")
        #expect(try digest(of: place) == digest)
        #expect(try project.output(["copy", place, "\(registry.domain)/back:1"]) == "\(registry.domain)/back@\(digest)\n")
        #expect(try digest(of: "docker://\(registry.domain)/back:1") == digest)
        let names = try FileManager.default.contentsOfDirectory(atPath: project.root).sorted()
        #expect(names == [".imgship", "app", "imgship.yaml", "there"], "nothing else is left")
        if kind == "oci" { #expect(try StoreOnDisk(path: project.directory.path.appending("there")).damaged == []) }
    }

    @Test func `takes one platform, without the index`() throws {
        let manifest = built.images[0].platforms.first { $0.platform == "linux/arm64" }?.digest
        let copied = try copy("files", "\(registry.domain)/app:arm", "--platform", "linux/arm64")
        #expect(copied.digest == manifest)
        #expect(try digest(of: "docker://\(registry.domain)/app:arm") == manifest)
        try project.output(["copy", "\(registry.domain)/app:arm", "docker-archive:saved.tar"])
        #expect(try skopeo("--override-arch", "arm64", "inspect", "docker-archive:saved.tar").contains("\"Architecture\": \"arm64\""))
        let tags = try Program.output(["tar", "--extract", "--to-stdout", "--file=saved.tar", "manifest.json"], directory: project.root)
        #expect(tags.contains("\"RepoTags\":[\"\(registry.domain)/app:arm\"]"))
    }

    @Test func `keeps Docker's own kind of manifest as it is`() throws {
        // Docker's manifests know no zstd.
        try project.output(["build", "--quiet", "--compression", "gzip"])
        _ = try skopeo(
            "copy", "--quiet", "--format", "v2s2", "--dest-tls-verify=false", "oci:\(project.store.path):files",
            "docker://\(registry.domain)/docker:1")
        let before = try digest(of: "docker://\(registry.domain)/docker:1")
        let other = try DockerRegistry()
        #expect(try copy("\(registry.domain)/docker:1", "\(other.domain)/docker:1").digest == before)
        #expect(try digest(of: "docker://\(other.domain)/docker:1") == before)
        // skopeo takes no manifest of this kind from a layout: the judge of the way back is the registry.
        let output = try project.run(["copy", "\(registry.domain)/docker:1", "oci:docker:x"])
        #expect(output.standardError.contains("warning: the manifest is of Docker's own kind"))
        try project.output(["copy", "oci:docker:x", "\(other.domain)/back:1"])
        #expect(try digest(of: "docker://\(other.domain)/back:1") == before)
    }

    /// What Windows images once had: layers that no registry may have, at an address of Microsoft's.
    @Test func `leaves layers where they are that may not be distributed`() throws {
        let image = try OddImage("foreign")
        let document = try JSONDecoder().decode(
            CopyDocument.self, from: Data(try image.output(["copy", "oci:layout", "\(registry.domain)/foreign:1", "--json"]).utf8))
        #expect(document.sent.count == 2 && document.leftOut == .init(count: 1, bytes: 1 << 30))
        #expect(try digest(of: "docker://\(registry.domain)/foreign:1") == document.digest)
        let output = try image.run(["copy", "\(registry.domain)/foreign:1", "oci:other:foreign"])
        #expect(output.status == 0)
        #expect(output.standardError.contains("1 layer left out that may not be distributed"))
        _ = try image.output(["copy", "\(registry.domain)/foreign:1", "oci-archive:archive.tar"])
        let archive = try image.run(["copy", "\(registry.domain)/foreign:1", "docker-archive:archive.docker"])
        #expect(archive.standardError.contains("docker wants every layer, and 1 of them may not be distributed"))
        #expect(try !FileManager.default.contentsOfDirectory(atPath: image.root).contains { $0.contains("docker") })
        let dry = try image.output(["copy", "--dry-run", "\(registry.domain)/foreign:1", "\(registry.domain)/too:1"])
        #expect(dry.contains("  left out  "))
    }

    /// Two users of one registry, which tells who asked for what.
    @Test func `shows each side its own credentials, and neither the other's`() async throws {
        let fake = try FakeRegistry.shared.get()
        let (one, two) = (Self.repository, Self.repository)
        let writer = Data("writer:secret".utf8).base64EncodedString()
        try project.directory.write("target.json", "{\"auths\":{\"\(fake.domain)\":{\"auth\":\"\(writer)\"}}}", mode: 0o600)
        try project.output(["copy", "files", "\(fake.domain)/\(one):1", "--target-authfile", "target.json"])
        let words = ["copy", "\(fake.domain)/\(one):1", "\(fake.domain)/\(two):1"]
        let reader = ["IMGSHIP_SOURCE_USER": "reader", "IMGSHIP_SOURCE_PASSWORD": "secret"]
        let before = try await fake.log(one).count
        try project.output(words + ["--target-authfile", "target.json"], reader)

        let read = try await fake.log(one).dropFirst(before).map(\.authorization).filter { !$0.isEmpty }
        #expect(Set(read) == ["Basic " + Data("reader:secret".utf8).base64EncodedString()])
        let written = try await fake.log(two).map(\.authorization).filter { !$0.isEmpty }
        #expect(Set(written) == ["Basic \(writer)"])
        // The target's are nobody at the source.
        let refused = try project.run(words, ["IMGSHIP_TARGET_USER": "writer", "IMGSHIP_TARGET_PASSWORD": "s3cret"])
        #expect(refused.status == 1)
        #expect(refused.standardError.contains("cannot get the manifest '1' of '\(fake.domain)/\(one)'"))
        #expect(refused.standardError.contains("no credentials were found"))
    }

    @Test func `says which side's credentials were refused, and not what they are`() throws {
        let closed = try DockerRegistry(.password(htpasswd: DockerRegistry.user))
        let wrong = ["IMGSHIP_TARGET_USER": "user", "IMGSHIP_TARGET_PASSWORD": "wr0ng-pass"]
        let output = try project.run(["copy", "files", "\(closed.domain)/app:1", "--verbose"], wrong)
        #expect(output.status == 1)
        #expect(output.standardError.contains("the credentials came from the variables IMGSHIP_TARGET_*"))
        for secret in ["wr0ng-pass", Data("user:wr0ng-pass".utf8).base64EncodedString()] { #expect(!output.standardError.contains(secret)) }
        let half = try project.run(["copy", "files", "\(closed.domain)/app:1"], ["IMGSHIP_TARGET_USER": "user"])
        #expect(half.status == 2)
        #expect(half.standardError.contains("set both IMGSHIP_TARGET_USER and IMGSHIP_TARGET_PASSWORD, or neither"))
    }

    private static var repository: String { "somebody/\(UUID().uuidString.lowercased())" }

    @Test func `copies attestations with the image they are of`() throws {
        let image = try OddImage("attested")
        let copied = try image.output(["copy", "oci:layout", "\(registry.domain)/attested:1"])
        let digest = try digest(of: "docker://\(registry.domain)/attested:1")
        #expect(copied == "\(registry.domain)/attested@\(digest)\n")
        _ = try skopeo("copy", "--quiet", "--all", "--src-tls-verify=false", "docker://\(registry.domain)/attested:1", "dir:attested")
    }

    @Test func `says what it would send, and changes nothing`() throws {
        try project.output(["copy", "files", "\(registry.domain)/app:1"])
        let other = try DockerRegistry()
        let text = try project.output(["copy", "--dry-run", "\(registry.domain)/app:1", "\(other.domain)/app:1"])
        #expect(text.hasPrefix("\(other.domain)/app@\(digest)\n  new      "))
        #expect(text.hasSuffix("  tag      1: new\n"))
        let inside = try project.output(["copy", "--dry-run", "--json", "\(registry.domain)/app:1", "\(registry.domain)/too:1"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(inside.utf8)) as? [String: Any])
        #expect(document.keys.sorted() == ["digest", "leftOut", "mountable", "new", "present", "reference", "schema", "source", "tags"])
        #expect((document["mountable"] as? [String: Int])?["count"] ?? 0 > 0)
        #expect(try project.output(["copy", "--dry-run", "files", "oci:there"]).contains("  present  nothing\n"))
        #expect(!FileManager.default.fileExists(atPath: project.root + "/there"))
        #expect(try !other.accessLog.contains("\"POST ") && !registry.accessLog.contains("/v2/too/blobs/uploads"))
    }

    @Test func `refuses a blob that the source has wrong, and sets no tag`() throws {
        try project.output(["copy", "files", "\(registry.domain)/app:1"])
        let layer = built.images[0].platforms[0].layers[0].digest
        let path = try registry.path(ofBlob: String(layer.dropFirst("sha256:".count)))
        try Program.output(["sh", "-c", "printf x | dd of=\(path) bs=1 seek=0 conv=notrunc"])
        let other = try DockerRegistry()
        let output = try project.run(["copy", "\(registry.domain)/app:1", "\(other.domain)/app:1"])
        #expect(output.status == 1 && output.text.isEmpty)
        #expect(output.standardError.contains("cannot get the blob \(layer) of '\(registry.domain)/app'"))
        #expect(try !other.accessLog.contains("\"PUT /v2/app/manifests"))
    }

    @Test(arguments: [
        ("digest", ["files", "localhost:1/app@sha256:" + String(repeating: "a", count: 64)]),
        ("tag on disk", ["files", "oci:there", "--tag", "1"]), ("bad tag", ["files", "localhost:1/app", "--tag", "-"]),
        ("several platforms", ["files", "docker-archive:saved.tar"]),
        ("no such platform", ["files", "oci:x", "--platform", "linux/s390x"]),
        ("no such layout", ["oci:nowhere", "oci:there"]),
        ("credentials that are not there", ["files", "localhost:1/app", "--target-authfile", "nowhere.json"]),
        ("credentials for a layout", ["files", "oci:there", "--target-authfile", "imgship.yaml"]),
    ])
    func `refuses what cannot be meant`(name: String, arguments: [String]) throws {
        let output = try project.run(["copy"] + arguments)
        #expect(output.status == 2 && output.text.isEmpty)
        try expectGolden(output.standardError.replacingOccurrences(of: project.root, with: "PROJECT"), "copy/\(name).txt")
    }

    @Test func `holds little of a large blob in memory`() throws {
        let image = try OddImage("big")
        let other = try DockerRegistry()
        let places = ["oci:layout", "\(registry.domain)/big:1", "\(other.domain)/big:1"]
        for (source, target) in zip(places, places.dropFirst()) {
            let script = """
                import os, sys
                pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
                _, status, usage = os.wait4(pid, 0)
                print(usage.ru_maxrss)
                sys.exit(os.waitstatus_to_exitcode(status))
                """
            let command = Binary.command(["copy", source, target], ["HOME": image.root])
            let text = try Program.output(["python3", "-c", script] + command, directory: image.root)
            let kilobytes = try #require(text.split(separator: "\n").last.flatMap { Int($0) })
            #expect(kilobytes < 100_000)
        }
    }
}
