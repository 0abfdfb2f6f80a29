import Foundation
import TestSupport
import Testing

/// Judged by skopeo.
@Suite(.serialized, .enabled(if: Ability.hasSkopeo, "skopeo is needed to judge what is exported"))
struct `imgship export` {
    let project: SampleProject
    let built: BuildDocument

    init() throws {
        project = try SampleProject(with: SampleInputs.shared.get())
        built = try project.build()
    }

    @Test(arguments: ["oci:out:whole", "oci-archive:out.tar:whole"]) func `writes layouts with all platforms`(place: String) throws {
        #expect(try project.output(["export", "whole", "--to", place]) == "whole\t\(built.images[0].digest)\n")
        let index = try Program.output(["skopeo", "inspect", "--raw", place], directory: project.root)
        #expect(index == (try Program.output(["skopeo", "inspect", "--raw", "oci:\(project.store.path):whole"])))
        for architecture in ["amd64", "arm64"] {
            let target = "dir:\(project.root)/copy-\(architecture)"
            try Program.output(["skopeo", "--override-arch", architecture, "copy", "--quiet", place, target], directory: project.root)
        }
    }

    @Test func `writes archives that docker loads, of one platform`() throws {
        try project.output(["export", "whole", "--to", "docker-archive:out.tar", "--platform", "linux/arm64"])
        let found = try Program.output(
            ["skopeo", "--override-arch", "arm64", "inspect", "docker-archive:out.tar"], directory: project.root)
        #expect(found.contains("\"Architecture\": \"arm64\""))
        try Program.output(
            ["skopeo", "--override-arch", "arm64", "copy", "--quiet", "docker-archive:out.tar", "oci:loaded:whole"], directory: project.root
        )
        let config = try Program.output(["skopeo", "inspect", "--config", "oci:loaded:whole"], directory: project.root)
        for layer in built.images[0].platforms[1].layers { #expect(config.contains(layer.diffID)) }
    }

    @Test func `prints one document with --json`() throws {
        let text = try project.output(["export", "whole", "--to", "oci:out", "--json"])
        #expect(text == "{\"digest\":\"\(built.images[0].digest)\",\"image\":\"whole\",\"place\":\"oci:out\",\"schema\":1}\n")
    }
}
