import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite(
    .serialized, .enabled(if: DockerRegistry.isInstalled && Ability.hasSkopeo, "docker-registry and skopeo are needed: Scripts/setup test"))
struct `imgship build --push` {
    private func check(_ place: String, _ image: String, _ tag: String, _ project: SampleProject) throws {
        try Program.output([
            "skopeo", "copy", "--quiet", "--all", "--src-tls-verify=false", "docker://\(place)/\(image):\(tag)",
            "dir:\(project.root)/copy-\(UUID().uuidString)",
        ])
    }

    /// A document without what differs from run to run and from registry to registry.
    private func anonymous(_ text: String, _ registry: DockerRegistry) -> String {
        text.replacingOccurrences(of: registry.domain, with: "REGISTRY").replacing(/"elapsed":[0-9.e-]+/, with: "")
    }

    @Test(arguments: ["zstd", "gzip", "none"]) func `gives what a build and a push give`(compression: String) throws {
        let registries = try [DockerRegistry(), DockerRegistry()]
        let apart = try LargeProject("\(registries[0].domain)/team")
        try apart.project.output(["build", "--compression", compression])
        let expected = try apart.project.output(["push", "--json", "--tag", "1", "--latest", "--digest-file", "digests"])

        let together = try LargeProject("\(registries[1].domain)/team")
        let output = try together.project.run([
            "build", "--push", "--json", "--tag", "1", "--latest", "--digest-file", "digests", "--compression", compression, "--verbose",
        ])
        #expect(output.status == 0)
        #expect(anonymous(output.text, registries[1]) == anonymous(expected, registries[0]))
        #expect(try together.project.directory.read("digests") == apart.project.directory.read("digests"))
        // Both layers were sent before their image was built; the second image has the first one's mounted.
        for line in ["early  files: lower to \(registries[1].domain)/team/lower: sent", "push   lower  sent", "push   upper  sent"] {
            #expect(output.standardError.contains(line), "\(output.standardError)")
        }
        for image in ["lower", "upper"] { try check("\(registries[1].domain)/team", image, "latest", together.project) }
        let log = try registries[1].accessLog
        #expect(log.components(separatedBy: "\"PATCH ").count - 1 == 2 + 2 * 2, "a layer and two configs an image, each once")
    }

    @Test func `sends nothing when nothing changed, and what changed alone`() throws {
        let registry = try DockerRegistry()
        let sample = try LargeProject("\(registry.domain)/team")
        let first = try sample.push(["build", "--push", "--tag", "1"])
        #expect(first.images.map(\.sent.count) == [3, 3])
        #expect(first.images[1].mounted.count == 1)
        let second = try sample.push(["build", "--push", "--tag", "1"])
        #expect(second.images.map(\.sent.count) == [0, 0])
        #expect(second.images.map(\.digest) == first.images.map(\.digest))
        try sample.project.directory.write("upper/more", "more\n")
        let third = try sample.push(["build", "upper", "--push", "--to", "\(registry.domain)/team/upper:3"])
        #expect(third.images.map(\.name) == ["upper"])
        #expect(third.images[0].tags == ["3"])
        #expect(third.images[0].sent.count == 3 && third.images[0].present.count == 1)
        #expect(try sample.project.output(["build", "--push", "--tag", "1"]).hasPrefix("lower\t\(registry.domain)/team/lower@sha256:"))
    }

    @Test func `finds out that it may not push before it makes anything`() throws {
        let registry = try DockerRegistry(.password(htpasswd: DockerRegistry.user))
        let sample = try LargeProject("\(registry.domain)/team")
        let output = try sample.project.run(["build", "--push", "--tag", "1"])
        #expect(output.status == 1)
        #expect(!output.standardError.contains("layer  "))
        let words = output.standardError.replacingOccurrences(of: registry.domain, with: "REGISTRY")
        try expectGolden(words, "errors/build and push without credentials.txt")
        #expect(try sample.project.store.blobs.isEmpty)
        try sample.project.output(
            ["build", "--push", "--tag", "1"], ["IMGSHIP_REGISTRY_USER": "user", "IMGSHIP_REGISTRY_PASSWORD": "secret"])
    }

    @Test func `takes options of a push with --push alone`() throws {
        let output = try SampleProject().run(["build", "--to", "localhost:5000/team"])
        #expect(output.status == 2)
        try expectGolden(output.standardError, "errors/build with --to alone.txt")
    }

    /// The registry breaks off in the middle of a layer and says nothing any more.
    @Test func `builds all the same when the registry goes, and says so`() throws {
        let fake = try FakeRegistry.shared.get()
        let path = "dies-1500000/\(UUID().uuidString.lowercased())"
        let sample = try LargeProject("\(fake.domain)/\(path)")
        let output = try sample.project.run(["build", "lower", "--push", "--tag", "1"])
        #expect(output.status == 1)
        #expect(output.text.isEmpty)
        #expect(output.standardError.contains("error: cannot push the blob sha256:"), "\(output.standardError)")
        // Nothing has to be made again.
        let registry = try DockerRegistry()
        let pushed = try sample.push(["push", "lower", "--to", "\(registry.domain)/team", "--tag", "1"])
        #expect(pushed.images[0].sent.count == 3)
    }

    @Test(.enabled(if: Ability.canMount, "only root can mount a small file system to fill"))
    func `leaves neither uploads nor tags when the build fails`() throws {
        let fake = try FakeRegistry.shared.get()
        let path = "plain/\(UUID().uuidString.lowercased())"
        let sample = try LargeProject("\(fake.domain)/\(path)", size: 12 << 20)
        let script = "mkdir -p small && mount -t tmpfs -o size=8m tmpfs small && exec \"$@\""
        let output = try sample.project.run(
            ["build", "lower", "--push", "--store", "small", "--tag", "1"], wrapper: ["unshare", "--mount", "sh", "-c", script, "sh"])
        #expect(output.status == 1)
        #expect(output.standardError.contains("No space left"), "\(output.standardError)")
        let asked = try log(fake, "\(path)/lower")
        #expect(asked.filter { $0.method == "PATCH" }.count == 1, "the layer was on its way")
        #expect(asked.filter { $0.method == "DELETE" }.count == 2, "the look whether one may push, and the layer")
        #expect(!asked.contains { $0.method == "PUT" })
    }

    private func log(_ fake: FakeRegistry, _ repository: String) throws -> [FakeRegistry.Asked] {
        let text = try Program.output(["curl", "--silent", "http://\(fake.domain)/log/\(repository)"])
        return try JSONDecoder().decode([FakeRegistry.Asked].self, from: Data(text.utf8))
    }

    @Test func `that is killed is completed by the next`() throws {
        let registry = try DockerRegistry()
        let clock = ContinuousClock.now
        _ = try LargeProject("\(registry.domain)/whole", size: 8 << 20).push(["build", "--push", "--tag", "1"])
        let whole = ContinuousClock.now - clock
        for round in 1...6 {
            let place = "\(registry.domain)/round\(round)"
            // Other layers, so that none of an earlier round is there.
            let sample = try LargeProject(place, size: 8 << 20, seed: UInt64(round + 100))
            let process = try sample.project.start(["build", "--push", "--tag", "1"])
            usleep(UInt32(whole * round / 6 / .microseconds(1)))
            kill(process.identifier, SIGKILL)
            _ = process.wait()
            let again = try sample.push(["build", "--push", "--tag", "1"])
            #expect(again.images.map { $0.sent.count + $0.present.count + $0.mounted.count } == [3, 4], "round \(round)")
            for image in ["lower", "upper"] { try check(place, image, "1", sample.project) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: sample.project.root + "/.imgship/imgship/ingest").isEmpty)
        }
    }
}
