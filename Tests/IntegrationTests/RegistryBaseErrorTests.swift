import Foundation
import TestSupport
import Testing

/// What a person gets to read when a base image cannot be had: golden files, the registry written as REGISTRY.
@Suite(.serialized, .enabled(if: BaseProject.canRun, "docker-registry and skopeo are needed"))
struct `A base image that cannot be had` {
    /// One trouble: what to do to a project that can be locked, which command then fails, and how.
    struct Trouble: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let status: Int32
        let arguments: [String]
        let prepare: @Sendable (BaseProject) throws -> Void

        init(_ name: String, _ status: Int32, _ arguments: [String], prepare: @escaping @Sendable (BaseProject) throws -> Void) {
            (testDescription, self.status, self.arguments, self.prepare) = (name, status, arguments, prepare)
        }
    }

    static let troubles = [
        Trouble("unknown tag", 1, ["lock"]) { try $0.stand(on: $0.reference("base:2")) },
        Trouble("unknown repository", 1, ["lock"]) { try $0.stand(on: $0.reference("nothing/here:1")) },
        Trouble("unknown digest", 1, ["lock"]) {
            try $0.stand(on: $0.reference("base@sha256:" + String(repeating: "0", count: 64)))
        },
        Trouble("missing platform", 2, ["lock"]) { base in
            try base.pushPart("base:1", of: "amd64", as: "part")
            try base.stand(on: base.reference("base:part"))
        },
        Trouble("platform of a single image", 2, ["lock"]) { base in
            try base.push("docker:1", "x", format: "v2s2")
            try base.stand(on: base.reference("docker:1"), platforms: "linux/arm64")
        },
        Trouble("no reference", 2, ["lock"]) { try $0.stand(on: $0.reference("Base:1")) },
        Trouble("registry down", 1, ["lock"]) { $0.registry.stop() },
        Trouble("registry down during a build", 1, ["build"]) { base in
            try base.project.output(["lock"])
            base.registry.stop()
        },
        Trouble("registry down during an export", 1, ["export", "app", "--to", "oci:out", "--platform", "linux/amd64"]) { base in
            try base.project.output(["lock"])
            try base.project.output(["build"])
            base.registry.stop()
        },
        Trouble("platform that is not locked", 2, ["build"]) { base in
            try base.stand(on: base.reference("base:1"), platforms: "linux/amd64")
            try base.project.output(["lock"])
            try base.stand(on: base.reference("base:1"))
        },
        Trouble("lock changed by hand", 1, ["build", "--platform", "linux/amd64"]) { base in
            try base.project.output(["lock"])
            let lock = String(decoding: try base.project.directory.read("imgship.lock"), as: UTF8.self)
            try base.project.directory.write("imgship.lock", lock.replacing(/, [0-9]+, application/, with: ", 7, application"))
        },
        Trouble("damaged config", 1, ["build", "--platform", "linux/amd64"]) { base in
            try base.project.output(["lock"])
            let config = try #require(try base.manifest("base:1")["config"] as? [String: Any])
            try base.damage(try #require(config["digest"] as? String))
        },
        Trouble("damaged layer", 1, ["export", "app", "--to", "oci:out", "--platform", "linux/amd64"]) { base in
            try base.project.output(["lock"])
            try base.project.output(["build"])
            try base.damage(base.layers("base:1")[0])
        },
        Trouble("layer that is gone", 1, ["export", "app", "--to", "oci:out", "--platform", "linux/amd64"]) { base in
            try base.project.output(["lock"])
            try base.project.output(["build"])
            try FileManager.default.removeItem(atPath: base.registry.path(ofBlob: hex(base.layers("base:1")[1])).string)
        },
        Trouble("update of an unknown base", 2, ["lock", "--update", "base:2"]) { try $0.project.output(["lock"]) },
    ]

    @Test(arguments: troubles) func `is explained, and nothing half is left`(trouble: Trouble) throws {
        let base = try BaseProject()
        try trouble.prepare(base)
        let before = try? base.project.directory.read("imgship.lock")
        let output = try base.project.run(trouble.arguments)
        #expect(output.status == trouble.status)
        #expect(output.text.isEmpty, "an error prints nothing on standard output")
        let text = base.project.anonymous(output.standardError).replacing(base.registry.domain, with: "REGISTRY")
            .replacing(/port [0-9]+ after [0-9]+ ms/, with: "port PORT after N ms")
        try expectGolden(text, "errors/bases/\(trouble.testDescription).txt")
        #expect((try? base.project.directory.read("imgship.lock")) == before)
        #expect(!FileManager.default.fileExists(atPath: base.project.root + "/out"))
        if FileManager.default.fileExists(atPath: base.project.store.path.string) { #expect(try base.project.store.leftovers == []) }
    }
}

private func hex(_ digest: String) -> String { String(digest.dropFirst("sha256:".count)) }

extension BaseProject {
    fileprivate func stand(on reference: String, platforms: String = "linux/amd64, linux/arm64") throws {
        try project.directory.write(
            "imgship.yaml", Self.yaml(base: reference).replacing("linux/amd64, linux/arm64", with: platforms))
    }

    /// Gives the registry an index that has an image for one architecture alone.
    fileprivate func pushPart(_ name: String, of architecture: String, as tag: String) throws {
        let program = """
            import json, sys, urllib.request
            source, target, architecture = sys.argv[1:]
            kind = "application/vnd.oci.image.index.v1+json"
            index = json.load(urllib.request.urlopen(urllib.request.Request(source, headers={"Accept": kind})))
            index["manifests"] = [m for m in index["manifests"] if m["platform"]["architecture"] == architecture]
            body = json.dumps(index).encode()
            urllib.request.urlopen(urllib.request.Request(target, body, {"Content-Type": kind}, method="PUT"))
            """
        let parts = name.split(separator: ":")
        let address = "http://\(registry.domain)/v2/\(parts[0])/manifests/"
        try Program.output(["python3", "-c", program, address + parts[1], address + tag, architecture])
    }

    /// Changes one byte of what the registry has for a digest.
    fileprivate func damage(_ digest: String) throws {
        let file = URL(fileURLWithPath: try registry.path(ofBlob: hex(digest)).string)
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
    }
}
