import Configuration
import Content
import Diagnostics
import OCI
import Packages
import SystemPackage
import TestSupport
import Testing

@testable import Build

/// A project that stands on images in a registry alone, so that neither apt nor uv is asked.
private struct RegistryProject {
    let directory: TemporaryDirectory
    let registry = SampleRegistry()
    var yaml = """
        version: 1
        project: sample
        platforms: [linux/amd64, linux/arm64]
        images:
          app:
            base: python:3.12-slim
            copy: [{from: app, to: /app}]
          tool:
            base: ghcr.io/o/a:1
            platforms: [linux/amd64]
            copy: [{from: app, to: /app}]

        """

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write("app/run", "x\n")
        try registry.put("python:3.12-slim", "python 1")
        try registry.put("ghcr.io/o/a:1", "a 1")
    }

    func project(_ lock: Lock?) throws -> Project {
        Project(file: try ProjectFile.load(text: yaml, file: "imgship.yaml"), lock: lock, directory: directory.path)
    }

    func lock(_ update: Locker.Update = .everything, old: Lock? = nil, now: Int64 = 1000) async throws -> Lock {
        let machine = Machine(environment: [:], home: nil, cache: directory.path.appending("cache"))
        return try await Locker(project(old), on: machine, bases: registry, reporter: SilentReporter()).lock(update, now: now)
    }

    func build(_ lock: Lock?, in store: ContentStore) async throws -> BuildResult {
        let settings = BuildSettings()
        let plans = try Planner(project(lock), settings, reporter: SilentReporter()).plan([])
        let builder = ImageBuilder(store, settings, bases: registry, reporter: SilentReporter()) { throw ContentError(.unsupported, "no") }
        return try await builder.build(plans)
    }

    func store() throws -> ContentStore { try ContentStore.open(directory.path.appending("store")) }
}

@Suite struct `Locking base images` {
    @Test func `finds each once, for the platforms that need it`() async throws {
        let sample = try RegistryProject()
        let lock = try await sample.lock()
        #expect(lock.images["python:3.12-slim"]?.digest == SampleRegistry.root(of: "python 1"))
        #expect(lock.images["python:3.12-slim"]?.platforms.keys.sorted() == [.linuxAMD64, .linuxARM64])
        #expect(lock.images["ghcr.io/o/a:1"]?.platforms.keys.sorted() == [.linuxAMD64])
        #expect(sample.registry.asked == ["resolve ghcr.io/o/a:1", "resolve docker.io/library/python:3.12-slim"])
    }

    @Test(arguments: ["python:3.12-slim", "python", "docker.io/library/python"]) func `moves the one that is named`(name: String)
        async throws
    {
        let sample = try RegistryProject()
        let old = try await sample.lock()
        try sample.registry.put("python:3.12-slim", "python 2")
        try sample.registry.put("ghcr.io/o/a:1", "a 2")
        let new = try await sample.lock(.named([name]), old: old, now: 2000)
        #expect(new.images["ghcr.io/o/a:1"] == old.images["ghcr.io/o/a:1"])
        #expect(new.images["python:3.12-slim"]?.digest == SampleRegistry.root(of: "python 2"))
        #expect(new.difference(from: old).map(\.name) == ["python:3.12-slim"])
        #expect(new.time == 1000)
        #expect(sample.registry.asked.count == 3)
        // Another tag of the same image is another base, and a part of a name is none.
        for stranger in ["python:3.11", "ytho", "slim"] {
            let error = await #expect(throws: BuildError.self) { try await sample.lock(.named([stranger]), old: old) }
            #expect(error?.summary == "the lock has no package or base image '\(stranger)' to update")
        }
    }

    @Test func `leaves the lock as it was when nothing moved`() async throws {
        let sample = try RegistryProject()
        let old = try await sample.lock()
        #expect(try await sample.lock(old: old, now: 2000) == old)
    }

    @Test func `looks for a new platform where the image was held`() async throws {
        var sample = try RegistryProject()
        let old = try await sample.lock()
        try sample.registry.put("ghcr.io/o/a:1", "a 2")
        sample.yaml = sample.yaml.replacing("    platforms: [linux/amd64]\n", with: "")
        let new = try await sample.lock(.named(["python"]), old: old)
        #expect(new.images["ghcr.io/o/a:1"]?.digest == SampleRegistry.root(of: "a 1"))
        #expect(new.images["ghcr.io/o/a:1"]?.platforms.count == 2)
        #expect(new.difference(from: old).map(\.name) == ["ghcr.io/o/a:1 linux/arm64"])
        // And what is not asked for any more goes.
        sample.yaml = sample.yaml.replacing("[linux/amd64, linux/arm64]", with: "[linux/arm64]")
        #expect(try await sample.lock(.named(["python"]), old: new).images["ghcr.io/o/a:1"]?.platforms.keys.sorted() == [.linuxARM64])
    }

    @Test(arguments: [MediaType.dockerForeignLayer, .nondistributableZstd, .config]) func `refuses layers that no image can stand on`(
        type: MediaType
    ) async throws {
        let sample = try RegistryProject()
        try sample.registry.put("python:3.12-slim", "python", layer: type)
        let error = await #expect(throws: BuildError.self) { try await sample.lock() }
        #expect(error?.code == .unsupportedBase)
        #expect(error?.location?.description == "imgship.yaml:6:11")
        #expect(error?.reason?.contains(type.rawValue) == true)
        #expect(error?.exitCode == .usage)
    }

    @Test func `refuses what is no reference, with its place`() async throws {
        var sample = try RegistryProject()
        sample.yaml = sample.yaml.replacing("python:3.12-slim", with: "Python:3.12")
        let error = await #expect(throws: BuildError.self) { try await sample.lock() }
        #expect(error?.report.hasPrefix("imgship.yaml:6:11: 'Python:3.12' is not an image reference\n  ") == true)
    }
}

@Suite struct `A base image in a plan` {
    private func failure(_ sample: RegistryProject, _ lock: Lock?) -> String? {
        do {
            _ = try Planner(sample.project(lock), BuildSettings(), reporter: SilentReporter()).plan([])
            return nil
        } catch let error as any UserFacingError { return error.report } catch { return "\(error)" }
    }

    @Test func `is what the lock says`() async throws {
        let sample = try RegistryProject()
        let lock = try await sample.lock(now: 1000)
        let plans = try Planner(sample.project(lock), BuildSettings(), reporter: SilentReporter()).plan(["app"])
        for plan in plans {
            let digest = try #require(lock.images["python:3.12-slim"]?.platforms[plan.platform]?.digest)
            #expect(plan.base?.description == "docker.io/library/python@\(digest)")
            #expect(plan.created == nil)
        }
    }

    @Test func `is refused when the lock does not have it, with its place`() async throws {
        let sample = try RegistryProject()
        var lock = try await sample.lock()
        lock.images["python:3.12-slim"]?.platforms[.linuxARM64] = nil
        #expect(
            failure(sample, lock) == """
                imgship.yaml:6:11: 'imgship.lock' does not have the base 'python:3.12-slim' for linux/arm64
                  hint: run `imgship lock`
                """)
        lock.images["python:3.12-slim"] = nil
        #expect(
            failure(sample, lock) == """
                imgship.yaml:6:11: 'imgship.lock' does not have the base 'python:3.12-slim'
                  hint: run `imgship lock`
                """)
        #expect(failure(sample, nil)?.hasPrefix("error: there is no 'imgship.lock'") == true)
    }

    @Test func `is refused when the lock has another digest than the file`() async throws {
        var sample = try RegistryProject()
        let text = "python@\(SampleRegistry.root(of: "python 2"))"
        sample.yaml = sample.yaml.replacing("python:3.12-slim", with: text)
        var lock = try await RegistryProject().lock()
        lock.images[text] = lock.images["python:3.12-slim"]
        #expect(failure(sample, lock)?.contains("is out of date: it has another digest for the base '\(text)'") == true)
    }
}

@Suite struct `Building on a base image` {
    @Test func `fetches its documents once and its layers never`() async throws {
        let sample = try RegistryProject()
        let lock = try await sample.lock()
        let store = try sample.store()
        let first = try await sample.build(lock, in: store)
        let manifests = lock.images.values.flatMap { $0.platforms.values }
        let fetches = { sample.registry.asked.filter { $0.hasPrefix("fetch") }.sorted() }
        #expect(fetches() == manifests.map { "fetch \($0.digest)" }.sorted())
        for manifest in manifests {
            for layer in try store.layout.image(manifest).layers { #expect(try !store.contains(layer)) }
        }
        let second = try await sample.build(lock, in: store)
        #expect(second.images.map(\.digest) == first.images.map(\.digest))
        #expect(fetches().count == manifests.count)
        // Another store knows nothing, and makes the same.
        #expect(
            try await sample.build(lock, in: ContentStore.open(sample.directory.path.appending("new"))).images.map(\.digest)
                == first.images.map(\.digest))
    }

    @Test func `puts its layers below and keeps what it says of itself`() async throws {
        let sample = try RegistryProject()
        let lock = try await sample.lock()
        let result = try await sample.build(lock, in: try sample.store())
        let layers = try #require(result.images.first { $0.name == "app" }?.platforms.first?.layers)
        #expect(layers.count == 2)
        #expect(layers[0].descriptor.digest == Digest(of: "python 1 linux/amd64".utf8))
        #expect(layers[0].origin.hasPrefix("layer of sha256:"))
    }

    @Test func `refuses an image that is for another platform than the lock says`() async throws {
        let sample = try RegistryProject()
        var lock = try await sample.lock()
        let other = lock.images["python:3.12-slim"]?.platforms[.linuxARM64]
        lock.images["python:3.12-slim"]?.platforms[.linuxAMD64] = other
        let error = await #expect(throws: BaseError.self) { try await sample.build(lock, in: try sample.store()) }
        #expect((error?.cause as? ContentError)?.code == .missingPlatform)
        #expect(error?.reason == "its config says 'linux/arm64'")
        #expect(error?.location?.description == "imgship.yaml:6:11")
        #expect(error?.exitCode == .usage)
    }
}
