import Foundation
import TestSupport
import Testing

/// What a person gets to read for each mistake: golden files, the project's directory written as PROJECT.
@Suite(.serialized) struct `Bad input` {
    /// One mistake: what to do to a project that builds, and how the program then ends.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let status: Int32
        var arguments = ["build"]
        var variables: [String: String] = [:]
        var wrapper: [String] = []
        let prepare: @Sendable (SampleProject) throws -> Void

        init(
            _ name: String, _ status: Int32, _ arguments: [String] = ["build"], _ variables: [String: String] = [:],
            wrapper: [String] = [], prepare: @escaping @Sendable (SampleProject) throws -> Void = { _ in }
        ) {
            (testDescription, self.status, self.arguments, self.variables) = (name, status, arguments, variables)
            (self.wrapper, self.prepare) = (wrapper, prepare)
        }

        /// A mistake in `imgship.yaml`: one text put in place of another.
        init(_ name: String, replacing old: String, with new: String, status: Int32 = 2, _ arguments: [String] = ["build"]) {
            self.init(name, status, arguments) { try $0.replace(old, with: new) }
        }
    }

    static let inTheFile = [
        Mistake("unknown key", replacing: "entrypoint:", with: "entrypont:"),
        Mistake("wrong type", replacing: "entrypoint: [/app/run]", with: "entrypoint: {run: /app/run}"),
        Mistake("not YAML", replacing: "images:", with: "images: ["),
        Mistake("missing source", replacing: "from: app", with: "from: ap"),
        Mistake("path out of the project", replacing: "from: app", with: "from: ../app"),
        Mistake("path out of the image", replacing: "to: /app", with: "to: /../app"),
        Mistake("unknown platform", replacing: "linux/arm64", with: "linux/arm46"),
        Mistake("missing base", replacing: "base: tiny", with: "base: tini"),
        Mistake("cyclic base", replacing: "base: tiny", with: "base: whole"),
        Mistake("registry base", replacing: "base: tiny", with: "base: python:3.12-slim"),
        Mistake("lock out of date", replacing: "packages: [tiny]", with: "packages: [tiny, more]"),
    ]

    static let onDisk = [
        Mistake("link out of the project", 2) { project in
            try project.remove("app")
            try FileManager.default.createSymbolicLink(atPath: project.root + "/app", withDestinationPath: "/usr/share/common-licenses")
        },
        Mistake("no file", 2) { try $0.remove("imgship.yaml") },
        Mistake("no lock", 2) { try $0.remove("imgship.lock") },
        Mistake("lock out of date in CI", 2, ["build"], ["CI": "true"]) {
            try $0.directory.write("pylock.toml", "lock-version = \"1.0\"\ncreated-by = \"somebody\"\n")
        },
        Mistake("damaged lock", 2) { try $0.directory.write("imgship.lock", "<<<<<<< ours\n") },
        Mistake("newer lock", 2) { try $0.directory.write("imgship.lock", "version: 2\n") },
        Mistake("newer store", 2) { project in
            try project.output(["build"])
            try project.directory.write(".imgship/imgship/version", "99\n")
        },
        Mistake("no store", 2) { try $0.directory.write(".imgship/mine.txt", "not a store\n") },
        Mistake("base that is not there", 2) { try $0.base(on: "oci-archive:gone.tar") },
        Mistake("truncated archive", 1) { project in
            try project.output(["build"])
            try project.output(["export", "whole", "--to", "oci-archive:base.tar"])
            try Program.output(["truncate", "--size=-6000", project.root + "/base.tar"])
            try project.base(on: "oci-archive:base.tar")
        },
        Mistake("special file", 1) { try Program.output(["mkfifo", $0.root + "/app/pipe"]) },
    ]

    static let typed = [
        Mistake("unknown image", 2, ["build", "whol"]),
        Mistake("unknown platform typed", 2, ["build", "--platform", "linux/riscv64"]),
        Mistake("no platform typed", 2, ["build", "--platform", "linux"]),
        Mistake("unknown option", 2, ["build", "--verfy"]),
        Mistake("unknown verb", 2, ["biuld"]),
        Mistake("quiet and verbose", 2, ["build", "-q", "-v"]),
        Mistake("unknown compression", 2, ["build", "--compression", "zst"]),
        Mistake("bad annotation", 2, ["build", "--annotation", "key"]),
        Mistake("bad epoch", 2, ["build"], ["SOURCE_DATE_EPOCH": "yesterday"]),
        Mistake("bad threads", 2, ["build"], ["IMGSHIP_THREADS": "0"]),
        Mistake("unknown environment", 2, ["build", "--env", "prod"]),
        Mistake("export of nothing built", 2, ["export", "whole", "--to", "oci:out"]),
        Mistake("export of an unknown image", 2, ["export", "whol", "--to", "oci:out"]) { try $0.output(["build"]) },
        Mistake("export to nowhere", 2, ["export", "whole", "--to", "out.tar"]) { try $0.output(["build"]) },
        Mistake("export of an unknown platform", 2, ["export", "whole", "--to", "oci:out", "--platform", "linux/s390x"]) {
            try $0.output(["build"])
        },
        Mistake("update of an unknown package", 2, ["lock", "--update", "tni"]),
    ]

    @Test(arguments: inTheFile + onDisk + typed) func `is explained`(mistake: Mistake) throws {
        let project = try SampleProject(with: SampleInputs.shared.get())
        try mistake.prepare(project)
        try expect(mistake, project)
    }

    @Test func `in a download is explained, and nothing of it kept`() throws {
        let inputs = try SampleInputs()
        let project = try SampleProject(with: inputs)
        // The same number of bytes, so that only the digest tells.
        let wheel = "simple/demo/demo-1.0-py3-none-any.whl"
        var bytes = try inputs.directory.read(wheel)
        bytes[100] ^= 1
        try inputs.directory.write(wheel, bytes)
        try expect(Mistake("tampered wheel", 1), project, inputs)
        #expect(try project.store.blobs.isEmpty)
    }

    @Test func `of a source that is down is explained`() throws {
        let project = try SampleProject(with: SampleInputs.shared.get())
        // Port 9 is "discard", which nothing serves.
        try project.replace("file://\(try SampleInputs.shared.get().directory.path)/debian", with: "http://127.0.0.1:9/debian")
        try expect(Mistake("mirror down", 1), project)
    }

    @Test(.enabled(if: Ability.canMount, "only root can mount a small file system to fill"))
    func `of a full disk is explained, and leaves a store that can be used`() throws {
        let project = try SampleProject(with: SampleInputs.shared.get())
        var random = SystemRandomNumberGenerator()
        try project.directory.write("app/large", (0..<(4 << 20)).map { _ in UInt8.random(in: 0...255, using: &random) })
        let script = "mkdir -p small && mount -t tmpfs -o size=1m tmpfs small && \"$@\"; s=$?; ls small/imgship/ingest; exit $s"
        let mistake = Mistake("full disk", 1, ["build", "--store", "small"], wrapper: ["unshare", "--mount", "sh", "-c", script, "sh"])
        let output = try project.run(mistake.arguments, wrapper: mistake.wrapper)
        #expect(output.status == 1)
        #expect(output.text.isEmpty, "left in the store: \(output.text)")
        try expectGolden(project.anonymous(output.standardError), "errors/full disk.txt")
    }

    @Test(.enabled(if: Ability.asStranger != nil, "root reads everything, and only root can become somebody else"))
    func `of a file nobody may read is explained`() throws {
        let project = try SampleProject(with: SampleInputs.shared.get())
        let stranger = try #require(Ability.asStranger)
        try Program.output(["chown", "-R", "65534:65534", project.root])
        try Program.output(["chmod", "000", project.root + "/app/run"])
        try expect(Mistake("unreadable file", 1, wrapper: stranger), project)
    }

    private func expect(_ mistake: Mistake, _ project: SampleProject, _ inputs: SampleInputs? = nil) throws {
        let output = try project.run(mistake.arguments, mistake.variables, wrapper: mistake.wrapper)
        #expect(output.status == mistake.status)
        #expect(output.text.isEmpty, "an error prints nothing on standard output")
        let text = project.anonymous(output.standardError, inputs)
        try expectGolden(text, "errors/\(mistake.testDescription).txt")
    }
}

extension SampleProject {
    fileprivate func replace(_ old: String, with new: String) throws {
        let text = String(decoding: try directory.read("imgship.yaml"), as: UTF8.self)
        try #require(text.contains(old))
        try directory.write("imgship.yaml", text.replacingOccurrences(of: old, with: new))
    }

    /// Puts the image on another base, with nothing of Python between.
    fileprivate func base(on base: String) throws {
        try replace("base: tiny", with: "base: " + base)
        try replace("    python: {lock: pylock.toml, venv: /opt/venv, version: \"3.11\"}\n", with: "")
    }

    fileprivate func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: root + "/" + name) }

    /// What was printed, without what differs from run to run.
    func anonymous(_ text: String, _ inputs: SampleInputs? = nil) -> String {
        var text = text.replacingOccurrences(of: root, with: "PROJECT")
        for place in [inputs, try? SampleInputs.shared.get()].compactMap(\.?.directory.path.string) {
            text = text.replacingOccurrences(of: place, with: "INPUTS")
        }
        // Steps (a word and two spaces) carry times; errors do not.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { $0.prefixMatch(of: /[a-z]+ {2}/) == nil }
        return lines.joined(separator: "\n").replacing(/sha256:[0-9a-f]{64}/, with: "sha256:DIGEST")
            .replacing(/ingest\/[0-9]+-[0-9a-z]+\/[0-9]+/, with: "ingest/FILE")
    }
}
