import Content
import Foundation
import OCI
import Registry
import TestSupport
import Testing

/// What others push we pull, and what we push others pull, with the same digests.
@Suite(.enabled(if: DockerRegistry.isInstalled, "docker-registry is not installed: Scripts/setup test"))
struct `Other programs` {
    private let registry: DockerRegistry
    private let sample: Sample

    init() throws {
        registry = try DockerRegistry()
        sample = try Sample(sizes: [100, 500_000])
    }

    private var remote: String { "docker://\(registry.domain)/app:1" }

    /// A directory with the image as skopeo's `oci:` wants it.
    private func layout() throws -> String {
        let store = sample.directory.path.appending("store").string
        return "oci:\(store):app"
    }

    @Test(arguments: [
        ["--format", "oci", "--dest-compress-format", "gzip"], ["--format", "oci", "--dest-compress-format", "zstd"],
        ["--preserve-digests"], ["--format", "v2s2", "--dest-compress-format", "gzip"],
    ])
    func `push what is pulled to the byte`(options: [String]) async throws {
        try Program.output(["skopeo", "copy", "-q", "--dest-tls-verify=false"] + options + [try layout(), remote])
        let raw = try Program.run(["skopeo", "inspect", "--raw", "--tls-verify=false", remote])

        let other = try sample.emptyStore()
        let client = try TestClient(registry.domain).client
        let image = try await sample.pull("\(registry.domain)/app:1", client, into: other)

        #expect(image.descriptor.digest == Digest(of: raw.standardOutput))
        #expect(image.descriptor.mediaType.rawValue.contains(options.contains("v2s2") ? "docker" : "oci"))
        for layer in image.layers {
            #expect(try other.contains(layer))
            let isAsAsked = options.last.map { layer.mediaType.rawValue.hasSuffix($0) || $0 == "--preserve-digests" }
            #expect(isAsAsked == true, "\(layer.mediaType)")
        }
        #expect(
            image.config.rootfs.diffIDs == sample.blobs.filter(\.mediaType.isLayer).map(\.digest),
            "the layers of the sample are not compressed")

        // And once more to another repository, as it is.
        let fetched = try await client.manifest(.tag("1"), in: "app")
        for document in [image.manifest.config] { try other.write(try await client.document(document, in: "app")) }
        try other.write(fetched.bytes)
        _ = try await RegistryPusher(client, from: other).push(PushRequest(fetched.descriptor, to: "again", tags: ["1"]))
        let again = try Program.run(["skopeo", "inspect", "--raw", "--tls-verify=false", "docker://\(registry.domain)/again:1"])
        #expect(again.standardOutput == raw.standardOutput)
    }

    @Test(.enabled(if: getuid() == 0, "podman needs root or a user namespace for its storage"))
    func `named podman pull what was pushed`() async throws {
        let client = try TestClient(registry.domain).client
        _ = try await RegistryPusher(client, from: sample.store).push(PushRequest(sample.root, to: "app", tags: ["1"]))
        let name = "\(registry.domain)/app:1"
        // podman refuses a runroot of more than 50 characters.
        let run = "/tmp/ship-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: run) }
        let podman = [
            "podman", "--root", sample.directory.path.appending("containers").string, "--runroot", run, "--storage-driver", "vfs",
        ]
        try Program.output(podman + ["pull", "-q", "--tls-verify=false", name])
        let digests = try Program.output(podman + ["image", "inspect", "--format", "{{.RepoDigests}}", name])
        #expect(digests.contains(sample.root.digest.description))
    }
}
