import Foundation
import TestSupport
import Testing

/// What a person gets to read when a push cannot be done: golden files, the registry written as REGISTRY.
@Suite(.serialized) struct `A push that cannot be done` {
    /// Port 9 is "discard", which nothing serves.
    private static let nowhere = "127.0.0.1:9"

    private func expect(_ sample: PushProject, _ name: String, _ status: Int32, _ arguments: [String], _ variables: [String: String] = [:])
        throws
    {
        let output = try sample.run(["push"] + arguments, variables)
        #expect(output.status == status)
        #expect(output.text.isEmpty, "an error prints nothing on standard output")
        try expectGolden(sample.anonymous(output), "errors/\(name).txt")
    }

    @Test(arguments: [
        ("push without a tag", ["base"]), ("push of an unknown image", ["bse", "--tag", "1"]), ("push with a bad tag", ["--tag", "a b"]),
        ("push of several images to one name", ["--to", "localhost:5000/x/y:1"]), ("push to no name", ["--to", "Host/Path", "--tag", "1"]),
        ("push with --compare alone", ["--tag", "1", "--compare", "2"]),
        ("push with --scan-on-push alone", ["--tag", "1", "--scan-on-push"]),
    ])
    func `as it was typed is told so`(name: String, arguments: [String]) throws {
        try expect(PushProject(Self.nowhere), name, 2, arguments)
    }

    @Test func `as it is not said to where is told so`() throws {
        let sample = try PushProject(Self.nowhere)
        let text = String(decoding: try sample.project.directory.read("imgship.yaml"), as: UTF8.self)
        try sample.project.directory.write("imgship.yaml", text.replacing(/registry: .*\n/, with: ""))
        try expect(sample, "push without a registry", 2, ["base", "--tag", "1"])
    }

    @Test func `as nothing was built is told so`() throws {
        let sample = try PushProject(Self.nowhere)
        let text = String(decoding: try sample.project.directory.read("imgship.yaml"), as: UTF8.self)
        try sample.project.directory.write("imgship.yaml", text.replacingOccurrences(of: "  web:", with: "  api:"))
        try expect(sample, "push of an image that was not built", 2, ["api", "--tag", "1"])
        try FileManager.default.removeItem(atPath: sample.project.root + "/.imgship")
        try expect(sample, "push of nothing built", 2, ["--tag", "1"])
    }

    @Test func `as there is no git to name a tag is told so`() throws {
        try expect(PushProject(Self.nowhere), "push without git", 2, ["base"], ["PATH": "/nowhere"])
    }

    @Test func `as there is no registry is told so`() throws {
        try expect(PushProject(Self.nowhere), "push to nobody", 1, ["base", "--tag", "1"])
    }

    @Test(.enabled(if: DockerRegistry.isInstalled, "docker-registry is not installed: Scripts/setup test"))
    func `as the registry wants to know who asks is told so`() throws {
        let registry = try DockerRegistry(.password(htpasswd: DockerRegistry.user))
        let sample = try PushProject(registry.domain)
        try expect(sample, "push without credentials", 1, ["base", "--tag", "1"])
        let wrong = ["IMGSHIP_REGISTRY_USER": "user", "IMGSHIP_REGISTRY_PASSWORD": "wr0ng-pass"]
        try expect(sample, "push with a wrong password", 1, ["base", "--tag", "1"], wrong)
        try expect(sample, "dry run with a wrong password", 1, ["base", "--tag", "1", "--dry-run"], wrong)
    }

    @Test func `as the tag must not move is told so, with what it stands for`() throws {
        let registry = try FakeRegistry.shared.get()
        let sample = try PushProject(registry.domain, path: "/immutable-new")
        try sample.project.output(["push", "base", "--tag", "1"])
        #expect(try sample.push(["base", "--tag", "1"]).images[0].sent.count == 0, "the same image may be pushed again")
        try sample.project.directory.write("app/run", "other\n")
        try sample.project.output(["build", "--quiet"])
        try expect(sample, "push to a tag that must not move", 5, ["base", "--tag", "1", "--tag", "2"])
    }
}
