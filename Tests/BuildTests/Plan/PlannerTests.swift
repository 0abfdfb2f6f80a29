import Bytes
import Diagnostics
import Foundation
import OCI
import Packages
import TestSupport
import Testing

@testable import Build

@Suite struct `The key of a layer` {
    /// The layers of the sample image, from the bottom up.
    enum Layer: Int, CaseIterable { case base, skeleton, wheels, files }

    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let layers: [Layer]
        let make: @Sendable (SampleProject) throws -> Void

        init(_ name: String, changes layers: Layer..., make: @escaping @Sendable (SampleProject) throws -> Void) {
            (testDescription, self.layers, self.make) = (name, layers, make)
        }
    }

    static let changes = [
        Change("nothing") { _ in },
        Change("compression", changes: .base, .skeleton, .wheels, .files) { $0.settings.compression = Compression("gzip") },
        Change("its level", changes: .base, .skeleton, .wheels, .files) { $0.settings.compression = Compression("zstd:9") },
        Change("the default compression, spelled out") { $0.settings.compression = Compression("zstd:3") },
        Change("SOURCE_DATE_EPOCH", changes: .base, .skeleton, .wheels, .files) { $0.settings.epoch = 1_600_000_000 },
        Change("threads") { $0.settings.threads = 16 },
        Change("annotations") { $0.settings.annotations = ["a": "b"] },
        Change("how the image runs") { $0.replace("config: {user: app}", "config: {user: root, env: {A: b}}") },
        Change("a user of the base", changes: .base) { $0.replace("app: 1000", "app: 1001") },
        Change("a user's shell", changes: .base) { $0.replace("{app: 1000}", "{app: {id: 1000, shell: /bin/sh}}") },
        Change("the time of the lock", changes: .base) { $0.lock?.time += 1 },
        Change("a package's digest", changes: .base) { try $0.relock("debian", "zlib1g", version: "2.0") },
        Change("a wheel's digest", changes: .wheels) { try $0.relock("pypi", "demo", version: "2.0") },
        Change("where the packages come from") { project in
            project.replace("bases:", "sources: {debian: {debian: \"http://mirror.example\"}}\nbases:")
        },
        Change("the order of packages in the file") { $0.replace("[python3.11, zlib1g]", "[zlib1g, python3.11]") },
        Change("the place of the virtual environment", changes: .skeleton, .wheels) { $0.replace("/opt/venv", "/venv") },
        Change("a file's content", changes: .files) { try $0.directory.write("tree/one", "x\n") },
        Change("a file's mode", changes: .files) { try $0.directory.write("tree/one", "1\n", mode: 0o755) },
        Change("a file's time", changes: .files) {
            try Program.output(["touch", "-d", "@1", $0.directory.path.appending("tree/one").string])
        },
        Change("a file's name", changes: .files) { project in
            let tree = project.directory.path.appending("tree").string
            try FileManager.default.moveItem(atPath: tree + "/one", toPath: tree + "/three")
        },
        Change("a new file", changes: .files) { try $0.directory.write("tree/new", "") },
        Change("a file elsewhere") { try $0.directory.write("other/new", "") },
        Change("an owner", changes: .files) { $0.replace("to: /app}", "to: /app, owner: \"1:1\"}") },
        Change("a mode", changes: .files) { $0.replace("to: /app}", "to: /app, mode: \"0700\"}") },
        Change("a destination", changes: .files) { $0.replace("to: /app}", "to: /srv}") },
        Change("an exclusion that matches", changes: .files) { $0.replace("to: /app}", "to: /app, exclude: [one]}") },
        Change("an exclusion that matches nothing") { $0.replace("to: /app}", "to: /app, exclude: [none]}") },
    ]

    @Test(arguments: changes) func `changes with its inputs alone`(change: Change) throws {
        let project = try SampleProject()
        let before = try project.keys()
        #expect(before.count == Layer.allCases.count)
        try change.make(project)
        let after = try project.keys()
        let changed = Layer.allCases.filter { before[$0.rawValue] != after[$0.rawValue] }
        #expect(changed == change.layers)
    }

    @Test func `is shared by platforms for files alone`() throws {
        let plans = try SampleProject().plan()
        #expect(plans.map(\.platform) == [.linuxAMD64, .linuxARM64])
        #expect(plans[0].layers.last?.key == plans[1].layers.last?.key)
    }
}

@Suite struct `A plan` {
    private func failure(_ project: SampleProject, _ names: [String] = []) -> String? {
        do {
            _ = try project.plan(names)
            return nil
        } catch let error as any UserFacingError { return error.report } catch { return "\(error)" }
    }

    @Test func `has no lock to go by`() throws {
        let project = try SampleProject()
        project.lock = nil
        #expect(
            failure(project) == """
                error: there is no 'imgship.lock'
                  hint: run `imgship lock`, and commit the file it writes: a build takes packages from it alone
                """)
    }

    @Test(arguments: [
        ("packages: [python3.11, zlib1g]", "packages: [python3.11]", "the base 'tiny'"),
        ("bookworm", "trixie", "the base 'tiny'"),
        ("venv: /opt/venv", "venv: /opt/venv, version: \"3.12\"", "the Python packages of image 'app'"),
        ("platforms: [linux/amd64, linux/arm64]", "platforms: [linux/arm64]", "the base 'tiny'"),
    ]) func `refuses a lock that the file has outgrown`(old: String, new: String, what: String) throws {
        let project = try SampleProject()
        project.replace(old, new)
        let message = "error: 'imgship.lock' is out of date: \(what) changed in 'imgship.yaml' since\n"
        #expect(failure(project) == message + "  hint: run `imgship lock`")
        project.settings.isLocked = true
        let hint = "  hint: commit the 'imgship.lock' that `imgship lock` writes, together with 'imgship.yaml'"
        #expect(failure(project) == message + hint)
    }

    @Test func `refuses a lock that never had the image`() throws {
        let project = try SampleProject()
        project.lock?.environments = [:]
        #expect(
            failure(project) == """
                error: 'imgship.lock' does not have the Python packages of image 'app'
                  hint: run `imgship lock`
                """)
    }

    @Test func `knows images and platforms by name`() throws {
        let project = try SampleProject()
        #expect(failure(project, ["ap"])?.contains("did you mean 'app'?") == true)
        project.settings.platforms = [Platform(os: "linux", architecture: "riscv64")]
        #expect(failure(project)?.contains("image 'app' is not for linux/riscv64") == true)
    }

    @Test func `stands on the images below, the lowest first`() throws {
        let project = try SampleProject()
        project.yaml += """
              child:
                base: app
                copy: [{from: tree/one, to: /one}]
                config: {workdir: /app}

            """
        let plan = try project.plan(["child"])[0]
        #expect(
            plan.layers.map(\.origin) == [
                "debian: 2 packages of bookworm", "python: the virtual environment", "python: demo 1.0", "files: tree", "files: tree/one",
            ])
        #expect(plan.configs.map(\.workdir) == [nil, "/app"])
        #expect(plan.environment.map(\.name) == ["PATH", "PATH", "VIRTUAL_ENV"])
    }

    @Test func `is as old as its lock, or as SOURCE_DATE_EPOCH says`() throws {
        let project = try SampleProject()
        #expect(try project.plan()[0].created == 1_700_000_000)
        project.settings.epoch = 5
        #expect(try project.plan()[0].created == 5)
        project.settings.epoch = nil
        project.yaml = "version: 1\nproject: sample\nimages: {app: {base: scratch, copy: [{from: tree, to: /app}]}}\n"
        #expect(try project.plan()[0].created == 0)
    }
}

extension SampleProject {
    fileprivate func replace(_ old: String, _ new: String) {
        #expect(yaml.contains(old))
        yaml = yaml.replacingOccurrences(of: old, with: new)
    }

    /// Another version of one artifact in the lock.
    fileprivate func relock(_ source: String, _ name: String, version: String) throws {
        let move = { (set: LockedSet) in
            var set = set
            set.platforms = set.platforms.mapValues { artifacts in
                artifacts.map { $0.name == name ? Self.artifact(name, source, version: version) : $0 }
            }
            return set
        }
        guard let old = lock else { return }
        lock = Lock(time: old.time, bases: old.bases.mapValues(move), environments: old.environments.mapValues(move))
    }
}
