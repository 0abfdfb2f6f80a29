import Foundation
import SystemPackage
import TestSupport
import Testing

/// What `registries:` of the file says reaches every verb that talks to a registry.
@Suite(
    .serialized, .enabled(if: DockerRegistry.isInstalled && Ability.hasSkopeo, "docker-registry and skopeo are needed: Scripts/setup test"))
struct `registries of the file` {
    private func add(_ rules: String, to project: SampleProject) throws {
        let file = String(decoding: try project.directory.read("imgship.yaml"), as: UTF8.self)
        try project.directory.write("imgship.yaml", file + "registries:\n  " + rules + "\n")
    }

    @Test func `let a push trust the authority of one registry`() throws {
        let certificate = try TestCertificate("IP:127.0.0.1")
        let registry = try DockerRegistry(
            .encrypted(certificate: FilePath(certificate.certificate), key: FilePath(certificate.key)))
        let sample = try PushProject(registry.domain)

        #expect(try sample.run(["push", "--tag", "1"]).status == 1)
        try add("\"\(registry.domain)\": {ca: \(certificate.certificate)}", to: sample.project)
        #expect(try sample.push(["--tag", "1"]).images.map(\.tags) == [["1"], ["1"]])
    }

    @Test func `let a push do without the certificate, and warn of it once`() throws {
        let certificate = try TestCertificate("DNS:elsewhere.test")
        let registry = try DockerRegistry(
            .encrypted(certificate: FilePath(certificate.certificate), key: FilePath(certificate.key)))
        let sample = try PushProject(registry.domain)
        try add("\"\(registry.domain)\": {insecure: true}", to: sample.project)

        let output = try sample.run(["push", "--tag", "1"])
        #expect(output.status == 0)
        let warning = "whoever is between here and the registry '\(registry.domain)' can read and change what is sent"
        #expect(output.standardError.components(separatedBy: warning).count == 2)
    }

    @Test func `let a push go to an address with a path`() throws {
        let registry = try DockerRegistry(.prefixed("/inner/"))
        let sample = try PushProject("registry.test")
        try add("registry.test: {address: \"http://\(registry.domain)/inner\"}", to: sample.project)

        let pushed = try sample.push(["--tag", "1"])
        #expect(pushed.images.map(\.reference).allSatisfy { $0.hasPrefix("registry.test/team/") })
        #expect(try sample.push(["--tag", "1"]).images.map(\.sent.count) == [0, 0])
    }

    @Test func `let base images come from a mirror when their registry is gone`() throws {
        let base = try BaseProject()
        let mirror = base.registry.domain
        let file = BaseProject.yaml(base: "127.0.0.1:1/base:1")
        try base.project.directory.write("imgship.yaml", file + "registries:\n  \"127.0.0.1:1\": {mirrors: [\"\(mirror)\"]}\n")

        try base.project.output(["lock"])
        try base.project.output(["build"])
        try base.project.output(["export", "app", "--to", "oci:out"])
        #expect(try Program.output(["skopeo", "inspect", "--raw", "oci:\(base.project.root)/out:app"]).contains("manifests"))
    }
}
