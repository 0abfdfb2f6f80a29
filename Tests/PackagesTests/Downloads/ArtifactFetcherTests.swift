import Bytes
import Diagnostics
import Foundation
import HTTP
import OCI
import Packages
import SystemPackage
import TestSupport
import Testing

@Suite struct `Artifact fetcher` {
    private let fixture: DownloadFixture

    init() throws { fixture = try DownloadFixture() }

    @Test func `downloads, verifies and keeps`() async throws {
        let artifact = try fixture.serve("pool/main/l/lib+x_1~2.deb", "a package")
        let fetched = try await fixture.fetcher([fixture.base]).fetch([artifact], reporter: fixture.reporter)
        let path = try #require(fetched[artifact.digest])
        #expect(try text(path) == "a package")
        #expect(path == fixture.cache.root.appending("sha256/\(artifact.digest.hex.prefix(2))/\(artifact.digest.hex)"))
        #expect(fixture.cached().count == 1)
        // RFC 3986: a plus sign of a path may be encoded, and must be where it would be read as a space.
        #expect(try await fixture.asked(for: "lib").map { $0 } == ["/file/pool/main/l/lib%2Bx_1~2.deb"])
    }

    @Test func `asks for nothing that is in the cache, and for one digest once`() async throws {
        let artifact = try fixture.serve("once.whl", "bytes")
        var twin = artifact
        twin.name = "twin"
        let fetcher = fixture.fetcher([fixture.base])
        _ = try await fetcher.fetch([artifact, twin], reporter: fixture.reporter)
        _ = try await fetcher.fetch([artifact], reporter: fixture.reporter)
        #expect(try await fixture.asked(for: "once.whl").count == 1)
    }

    @Test func `downloads many at once and reports how far it is`() async throws {
        let artifacts = try (0..<36).map { try fixture.serve("many-\($0)", String(repeating: "\($0) ", count: 5000)) }
        let fetched = try await fixture.fetcher([fixture.base]).fetch(artifacts, reporter: fixture.reporter)
        #expect(fetched.count == 36)
        #expect(fixture.reporter.advanced == artifacts.reduce(0) { $0 + $1.size })
        #expect(fixture.reporter.events.count { if case .started = $0 { true } else { false } } == 36)
        #expect(fixture.reporter.events.count { if case .ended = $0 { true } else { false } } == 36)
    }

    @Test func `two fetchers at once get the same file`() async throws {
        let artifact = try fixture.serve("shared.whl", String(repeating: "shared", count: 100_000))
        let fetchers = [fixture.fetcher([fixture.base]), fixture.fetcher([fixture.base])]
        try await withThrowingTaskGroup(of: FilePath?.self) { group in
            for fetcher in fetchers {
                group.addTask { [fixture] in try await fetcher.fetch([artifact], reporter: fixture.reporter)[artifact.digest] }
            }
            for try await path in group { #expect(path == fixture.cache.path(of: artifact.digest)) }
        }
        #expect(fixture.cached().count == 1)
    }

    @Test func `goes on to the next mirror`() async throws {
        let artifact = try fixture.serve("second.deb", "content")
        let gone = try ScriptedServer()
        let dead = gone.address("/file")
        gone.stop()
        let fetcher = fixture.fetcher([dead, fixture.server.address("/status/404"), fixture.base])
        #expect(try await fetcher.fetch([artifact], reporter: fixture.reporter).count == 1)
        #expect(fixture.waited == 4)
    }

    @Test(arguments: ["503", "429", "reset", "truncated"]) func `tries again when the mirror recovers`(failure: String) async throws {
        // What the scripted server sends once it has recovered.
        let text = String(repeating: "0123456789abcdef", count: 63).prefix(1000)
        let artifact = DownloadFixture.artifact("recovering", String(text))
        let fetched = try await fixture.fetcher([fixture.server.address("/flaky/\(failure)/2")]).fetch(
            [artifact], reporter: fixture.reporter)
        #expect(fetched.count == 1)
        #expect(fixture.waited == 2)
        #expect(fixture.reporter.advanced == 1000)
    }

    @Test func `names a mirror that is down, after it was tried again`() async throws {
        let artifact = DownloadFixture.artifact("pool/x.deb", "x")
        let gone = try ScriptedServer()
        let base = gone.address("/debian")
        gone.stop()
        let error = try await failure(artifact, [base])
        #expect(error.code == .unreachable)
        #expect(fixture.waited == 4)
        #expect(error.summary == "cannot download x.deb 1.0 ('pool/x.deb') from source 'main'")
        #expect(error.reason?.hasPrefix("\(base)/pool/x.deb: could not connect") == true)
    }

    @Test func `a package that left its mirrors is named with the ways out`() async throws {
        let artifacts = [DownloadFixture.artifact("pool/b.deb", "b", name: "b"), DownloadFixture.artifact("pool/a.deb", "a", name: "a")]
        let bases = [fixture.base, fixture.server.address("/status/410")]
        let error = try await #require(throws: DownloadError.self) {
            try await fixture.fetcher(bases).fetch(artifacts, reporter: fixture.reporter)
        }
        #expect(
            error.report == """
                error: cannot download a 1.0 ('pool/a.deb') from source 'main'
                  \(bases[0])/pool/a.deb: 404 (Not Found)
                  \(bases[1])/pool/a.deb: 410 (Gone)
                  nor: b
                  hint: the package left its mirror: run `imgship lock --update a b`, or name a snapshot archive under `sources:`
                """)
        #expect(fixture.waited == 0)
    }

    @Test func `never keeps other bytes than the lock names`() async throws {
        var artifact = try fixture.serve("changed.whl", "expected")
        try fixture.directory.write("served/changed.whl", "something")
        let size = try await failure(artifact, [fixture.base])
        #expect(size.code == .wrongContent)
        #expect(size.attempts.map(\.answer) == ["wrong size: expected 8 bytes, got 9"])
        artifact.size = 9
        let digest = try await failure(artifact, [fixture.base])
        #expect(digest.code == .wrongContent)
        #expect(digest.attempts.map(\.answer) == ["wrong digest: expected \(artifact.digest), got \(Digest(of: "something".utf8))"])
        #expect(fixture.cached() == [])
        #expect(fixture.reporter.advanced == 0)
    }

    @Test func `a mirror with other bytes does not hide one with the right ones`() async throws {
        let artifact = try fixture.serve("good/file.deb", "right")
        try fixture.directory.write("served/bad/good/file.deb", "wrong")
        let fetcher = fixture.fetcher([fixture.base + "/bad", fixture.base])
        #expect(try await fetcher.fetch([artifact], reporter: fixture.reporter).count == 1)
    }

    @Test func `stops a mirror that sends without end`() async throws {
        let artifact = DownloadFixture.artifact("endless", String(repeating: "x", count: 100_000))
        let error = try await failure(artifact, [fixture.server.address("/infinite")])
        #expect(error.attempts.map(\.answer) == ["wrong size: expected 100000 bytes, got more"])
        #expect(fixture.cached() == [])
    }

    @Test func `reads directories and file addresses too`() async throws {
        let artifact = try fixture.serve("local/a b.deb", "local")
        let root = fixture.directory.path.appending("served").string
        for base in [root, "file://" + root, "file:" + root] {
            let cache = try DownloadCache(fixture.directory.path.appending("cache-\(base.count)"))
            let fetcher = ArtifactFetcher(cache: cache, locators: ["main": StaticLocator([base])], http: fixture.http, retry: fixture.retry)
            #expect(try await fetcher.fetch([artifact], reporter: fixture.reporter).count == 1)
        }
        let missing = try await failure(DownloadFixture.artifact("local/none.deb", "x"), [root])
        #expect(missing.code == .notFound)
        #expect(missing.attempts == [.init(root + "/local/none.deb", .absent, "No such file or directory")])
    }

    @Test(arguments: ["../secret", "/etc/passwd", "a/../../b", ""]) func `a path of the lock cannot leave its source`(path: String)
        async throws
    {
        let error = try await failure(DownloadFixture.artifact(path, "x"), [fixture.base])
        #expect(error.code == .notFound)
        #expect(error.attempts == [])
    }

    @Test func `a source without an address is named`() async throws {
        let artifact = DownloadFixture.artifact("x", "x", source: "company")
        let error = try await failure(artifact, [fixture.base])
        #expect(error.code == .unknownSource)
        #expect(error.hint?.contains("sources:") == true)
    }

    @Test func `a cache that cannot be written is an error of its own`() async throws {
        let artifact = try fixture.serve("x.deb", "x")
        let fetcher = fixture.fetcher([fixture.base])
        try fixture.directory.write("cache/sha256", "a file where a directory should be")
        await #expect(throws: FileError.self) { try await fetcher.fetch([artifact], reporter: fixture.reporter) }
    }

    @Test func `cancelling leaves nothing behind`() async throws {
        let artifact = DownloadFixture.artifact("endless", String(repeating: "x", count: 10))
        var large = artifact
        large.size = .max
        let task = Task { [fixture, large] in
            try await fixture.fetcher([fixture.server.address("/infinite")]).fetch([large], reporter: fixture.reporter)
        }
        while fixture.reporter.advanced == 0 { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(fixture.cached() == [])
    }

    private func failure(_ artifact: LockedArtifact, _ bases: [String]) async throws -> DownloadError {
        try await #require(throws: DownloadError.self) {
            try await fixture.fetcher(bases).fetch([artifact], reporter: fixture.reporter)
        }
    }

    private func text(_ path: FilePath) throws -> String { try String(contentsOfFile: path.string, encoding: .utf8) }
}
