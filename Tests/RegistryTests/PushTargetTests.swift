import OCI
import Registry
import Testing

@Suite struct `The target of a push` {
    @Test(arguments: [
        ("ghcr.io/team", "ghcr.io/team/app"), ("localhost:5000", "localhost:5000/app"), ("localhost:5000/a/b/", "localhost:5000/a/b/app"),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/llm-chat", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/llm-chat/app"),
        ("docker.io/me", "docker.io/me/app"), ("me", "docker.io/me/app"),
    ])
    func `is a repository of the image's name below the registry`(registry: String, name: String) throws {
        let target = try PushTarget("app", below: registry)
        #expect(target.name == name)
        #expect(target.tag == nil)
        #expect(try PushTarget("app", to: registry) == target)
        #expect(!PushTarget.hasTag(registry))
    }

    @Test func `is exactly what is given with a tag`() throws {
        let target = try PushTarget("app", to: "nas:5000/team/api:1.2")
        #expect(target.registry == "nas:5000")
        #expect(target.repository == "team/api")
        #expect(target.tag == "1.2")
        #expect(PushTarget.hasTag("nas:5000/team/api:1.2"))
    }

    @Test(arguments: ["", "/", "ghcr.io/Team", "ghcr.io/a/x@sha256:\(String(repeating: "0", count: 64))", "ghcr.io/a:", "a b"])
    func `must be a name`(text: String) {
        #expect(throws: OCIError.self) { try PushTarget("app", to: text) }
    }

    @Test(arguments: [
        ("v1.2.3", "v1.2.3"), ("v1.2-4-gabc1234-dirty", "v1.2-4-gabc1234-dirty"), ("release/1.2", "release-1.2"),
        ("1.0+build", "1.0-build"),
        ("abc1234", "abc1234"), (".hidden", "hidden"), ("größe", "gr--e"),
    ])
    func `has the version as its tag`(version: String, tag: String) {
        #expect(TagName.from(version: version) == tag)
    }

    @Test func `has no tag where nothing is left of the version`() {
        for version in ["", "...", "///"] { #expect(TagName.from(version: version) == nil) }
        #expect(TagName.from(version: String(repeating: "x", count: 200))?.count == 128)
    }
}
