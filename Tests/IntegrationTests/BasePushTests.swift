import Foundation
import TestSupport
import Testing

/// The base image's layers are in its registry, and not in the store.
@Suite(.serialized, .enabled(if: BaseProject.canRun, "docker-registry and skopeo are needed: Scripts/setup test"))
struct `A push of an image on a registry's base` {
    private let base: BaseProject

    init() throws {
        base = try BaseProject()
        try base.project.output(["lock"])
        try base.project.output(["build", "--quiet"])
    }

    private func push(_ arguments: [String]) throws -> PushDocument.Image {
        let text = try base.project.output(["push", "--json", "--tag", "1"] + arguments)
        return try #require(JSONDecoder().decode(PushDocument.self, from: Data(text.utf8)).images.first)
    }

    private func copy(_ image: String) throws {
        try Program.output([
            "skopeo", "copy", "--quiet", "--all", "--src-tls-verify=false", "docker://\(image)", "dir:\(base.project.root)/copy",
        ])
    }

    @Test func `to the same registry mounts the layers, which are never fetched`() throws {
        let layers = try base.layers("base:1")
        let plan = try base.project.output(["push", "--dry-run", "--tag", "1", "--to", "\(base.registry.domain)/team"])
        #expect(plan.contains(" in \(layers.count) blobs, from base\n"))

        let image = try push(["--to", "\(base.registry.domain)/team"])
        #expect(image.mounted.count == layers.count)
        for layer in layers { #expect(try !base.fetched(layer)) }
        try copy(image.reference)
    }

    @Test func `to another registry sends them on`() throws {
        let other = try DockerRegistry()
        let image = try push(["--to", "\(other.domain)/team"])
        #expect(image.mounted.count == 0)
        for layer in try base.layers("base:1") { #expect(try base.fetched(layer)) }
        try copy(image.reference)
        #expect(try push(["--to", "\(other.domain)/team"]).sent.count == 0)
    }
}
