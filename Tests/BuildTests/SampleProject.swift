import Bytes
import Configuration
import Diagnostics
import Foundation
import OCI
import Packages
import SystemPackage
import TestSupport

@testable import Build

/// A project on disk to plan: `imgship.yaml`, a tree of files, requirements, and a lock made for exactly that.
final class SampleProject {
    let directory: TemporaryDirectory
    var yaml = SampleProject.yaml
    var settings = BuildSettings()
    /// Made from what the file asks for, unless the test sets another.
    var lock: Lock?

    static let yaml = """
        version: 1
        project: sample
        platforms: [linux/amd64, linux/arm64]
        bases:
          tiny: {debian: bookworm, packages: [python3.11, zlib1g], users: {app: 1000}}
        images:
          app:
            base: tiny
            python: {requirements: requirements.in, venv: /opt/venv}
            copy: [{from: tree, to: /app}]
            config: {user: app}

        """

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write("tree/one", "1\n")
        try directory.write("tree/two", "2\n")
        try directory.write("requirements.in", "demo\n")
        lock = try matchingLock()
    }

    func project() throws -> Project {
        let file = try ProjectFile.load(text: yaml, file: "imgship.yaml")
        return Project(file: file, lock: lock, directory: directory.path)
    }

    func plan(_ names: [String] = []) throws -> [ImagePlan] {
        try Planner(project(), settings, reporter: SilentReporter()).plan(names)
    }

    /// The keys of the first image's layers: its base, the bare virtual environment, its wheels, its files.
    func keys() throws -> [Digest] { try plan()[0].layers.map(\.key) }

    /// A lock for the file as it is now.
    func matchingLock(time: Int64 = 1_700_000_000) throws -> Lock {
        let project = try Project(file: ProjectFile.load(text: yaml, file: "imgship.yaml"), lock: nil, directory: directory.path)
        var lock = Lock(time: time)
        for name in project.file.bases.keys {
            guard let request = BaseRequest(name, in: project.file) else { continue }
            let packages = [Self.artifact("python3.11-minimal", "debian"), Self.artifact("zlib1g", "debian")]
            lock.bases[name] = LockedSet(request: request.digest, platforms: Self.everywhere(packages))
        }
        for (name, image) in project.file.images {
            guard let python = image.python else { continue }
            let request = try PythonRequest(name, python, in: project)
            lock.environments[name] = LockedSet(request: request.digest, platforms: Self.everywhere([Self.artifact("demo", "pypi")]))
        }
        return lock
    }

    static func artifact(_ name: String, _ source: String, version: String = "1.0") -> LockedArtifact {
        LockedArtifact(
            name: name, version: source == "debian" && name.hasPrefix("python3") ? "3.11.2-6" : version, source: source,
            path: source == "debian" ? "pool/\(name).deb" : "\(name)-\(version)-py3-none-any.whl", size: 1000,
            digest: Digest(of: "\(name) \(version)".utf8))
    }

    static func everywhere(_ artifacts: [LockedArtifact]) -> [Platform: [LockedArtifact]] {
        [.linuxAMD64: artifacts, .linuxARM64: artifacts]
    }
}
