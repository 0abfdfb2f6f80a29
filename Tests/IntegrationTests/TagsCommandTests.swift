import Foundation
import TestSupport
import Testing

/// The judges are Debian's docker-registry and skopeo.
@Suite(
    .serialized, .enabled(if: DockerRegistry.isInstalled && Ability.hasSkopeo, "docker-registry and skopeo are needed: Scripts/setup test"))
struct `imgship tags` {
    private let registry: DockerRegistry
    private let sample: PushProject

    init() throws {
        registry = try DockerRegistry()
        sample = try PushProject(registry.domain)
        try sample.project.output(["push", "base", "--tag", "1.10", "--tag", "1.9", "--latest"])
    }

    @Test func `lists what is there, numbers in their order`() throws {
        let lines = "1.9\n1.10\nlatest\n"
        #expect(try sample.project.output(["tags", "\(registry.domain)/team/base"]) == lines)
        #expect(try sample.project.output(["tags", "docker://\(registry.domain)/team/base"]) == lines)
        #expect(try sample.project.output(["tags", "base"]) == lines, "an image of the project is in the project's registry")
        let judged = try Program.output(["skopeo", "list-tags", "--tls-verify=false", "docker://\(registry.domain)/team/base"])
        let document = try #require(try JSONSerialization.jsonObject(with: Data(judged.utf8)) as? [String: Any])
        #expect((document["Tags"] as? [String])?.sorted() == ["1.10", "1.9", "latest"])
    }

    @Test func `prints a document`() throws {
        #expect(
            try sample.project.output(["tags", "base", "--json"])
                == "{\"repository\":\"\(registry.domain)/team/base\",\"schema\":1,\"tags\":[\"1.9\",\"1.10\",\"latest\"]}\n")
    }

    @Test func `tells each request when it is asked for every detail`() throws {
        let output = try sample.run(["tags", "base", "--verbose"])
        #expect(output.standardError.contains(/GET http:\/\/127\.0\.0\.1:\d+\/v2\/team\/base\/tags\/list\?n=\.\.\.  200  \d+ ms\n/))
        #expect(try sample.run(["tags", "base"]).standardError.isEmpty)
    }

    @Test(arguments: [
        ("tags of an image", 2, "base:1"), ("tags of no repository", 1, "nothing"), ("tags of no name", 2, "a b"),
    ]) func `says what is wrong`(name: String, status: Int32, repository: String) throws {
        let output = try sample.run(["tags", "\(registry.domain)/team/\(repository)"])
        #expect(output.status == status && output.text.isEmpty)
        try expectGolden(sample.anonymous(output), "errors/\(name).txt")
    }

    @Test func `asks for credentials where they are wanted`() throws {
        let closed = try DockerRegistry(.password(htpasswd: DockerRegistry.user))
        let output = try sample.run(["tags", "\(closed.domain)/team/base"])
        #expect(output.status == 1)
        #expect(output.standardError.contains("no credentials were found; run `imgship login \(closed.domain)`"))
        let known = ["IMGSHIP_REGISTRY": closed.domain, "IMGSHIP_REGISTRY_USER": "user", "IMGSHIP_REGISTRY_PASSWORD": "secret"]
        try sample.project.output(["copy", "base", "\(closed.domain)/team/base:7"], known)
        #expect(try sample.project.output(["tags", "\(closed.domain)/team/base"], known) == "7\n")
    }
}
