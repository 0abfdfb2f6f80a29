import Foundation
import TestSupport
import Testing

/// Images of the store whose base was never pulled; the judges are Debian's docker-registry and skopeo.
@Suite(.serialized, .enabled(if: BaseProject.canRun, "docker-registry and skopeo are needed"))
struct `An image on a base that was not pulled` {
    let base: BaseProject
    let built: BuildDocument
    var project: SampleProject { base.project }

    init() throws {
        base = try BaseProject()
        try base.project.output(["lock"])
        built = try base.project.build()
    }

    private func expectNothingKept() throws {
        for layer in try base.layers("base:1", "amd64") {
            #expect(try !project.store.blobs.contains(String(layer.dropFirst("sha256:".count))), "a layer of the base was kept")
        }
    }

    @Test func `is looked into without keeping its layers`() throws {
        let shown = try project.output(["inspect", "app", "--platform", "linux/amd64"])
        for layer in built.images[0].platforms[0].layers { #expect(shown.contains("  \(layer.digest)  ")) }
        let text = try project.output(["inspect", "app", "--files", "--json", "--platform", "linux/amd64"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(document["count"] as? Int ?? 0 > 1, "more than the file of its own")
        try expectNothingKept()
    }

    @Test(arguments: ["registry", "oci:there:app", "oci-archive:there:app"]) func `is copied whole`(kind: String) throws {
        let other = try DockerRegistry()
        let place = kind == "registry" ? "\(other.domain)/app:1" : kind
        try project.output(["copy", "app", place])
        let name = kind == "registry" ? "docker://" + place : place
        try Program.output(
            ["skopeo", "copy", "--quiet", "--all", "--preserve-digests", "--src-tls-verify=false", name, "oci:judged:app"],
            directory: project.root)
        let digest = try Program.output(
            ["sha256sum"], input: Array(try Program.output(["skopeo", "inspect", "--raw", "oci:judged:app"], directory: project.root).utf8))
        #expect("sha256:" + digest.prefix(64) == built.images[0].digest)
        try expectNothingKept()
    }

    @Test func `mounts the base's layers where they are`() throws {
        let text = try project.output(["copy", "app", base.registry.domain + "/app:1", "--json"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(
            (document["mounted"] as? [String: Int])?["count"]
                == Set(try ["amd64", "arm64"].flatMap { try base.layers("base:1", $0) }).count)
        try expectNothingKept()
    }
}
