import Diagnostics
import HTTP
import OCI
import Packages
import TestSupport
import Testing

@Suite struct `Simple index` {
    private let fixture: DownloadFixture
    private let artifact = DownloadFixture.artifact("demo_pkg-1.0-py3-none-any.whl", "wheel", source: "pypi", name: "demo-pkg")

    init() throws { fixture = try DownloadFixture() }

    private func candidates(_ places: [SimpleIndexLocator.Place]) async throws -> [String] {
        try await SimpleIndexLocator(places, http: fixture.http, retry: fixture.retry).candidates(for: artifact)
    }

    /// An index below `/file/simple` whose page for the project is `page`.
    private func index(_ page: String) throws -> SimpleIndexLocator.Place {
        try fixture.directory.write("served/simple/demo-pkg/index.html", page)
        return .index(fixture.base + "/simple")
    }

    // PEP 503: anchors with relative or absolute addresses, a hash as fragment, further attributes to be ignored.
    @Test(arguments: [
        ("<a href=\"../../files/demo_pkg-1.0-py3-none-any.whl#sha256=0\">x</a>", "/file/files/demo_pkg-1.0-py3-none-any.whl"),
        (
            "<A data-yanked=\"\" data-requires-python='&gt;=3.8' HREF='demo_pkg-1.0-py3-none-any.whl'>",
            "/file/simple/demo-pkg/demo_pkg-1.0-py3-none-any.whl"
        ),
        ("<a\n  href = /w/demo_pkg-1.0-py3-none-any.whl>", "/w/demo_pkg-1.0-py3-none-any.whl"),
        ("<base href=\"/elsewhere/\"><a href=\"demo_pkg-1.0-py3-none-any.whl\">", "/elsewhere/demo_pkg-1.0-py3-none-any.whl"),
        ("<a href=\"/w/demo%5Fpkg-1.0-py3-none-any.whl?a=1&amp;b=2&#x26;c=3\">", "/w/demo%5Fpkg-1.0-py3-none-any.whl?a=1&b=2&c=3"),
        (
            "<!-- <a href=\"/wrong/demo_pkg-1.0-py3-none-any.whl\"> --><a href=\"/w/demo_pkg-1.0-py3-none-any.whl\">",
            "/w/demo_pkg-1.0-py3-none-any.whl"
        ),
    ]) func `reads HTML pages`(page: String, expected: String) async throws {
        #expect(try await candidates([index(page)]) == [fixture.server.address(expected)])
    }

    @Test(arguments: [
        "<a", "<a href", "<a href=", "<a href=\"", "<a href='x", "<", "<!--", "<a =>", "<a \"'=\">", "&#xffffffff;<a href='&#xffffffff;&'>",
    ])
    func `a broken page lists nothing`(page: String) async throws {
        let error = try await #require(throws: DownloadError.self) { try await candidates([index(page)]) }
        #expect(error.code == .notFound)
        #expect(error.attempts.map(\.answer) == ["does not list 'demo_pkg-1.0-py3-none-any.whl'"])
    }

    // PEP 691, its own example cut down.
    @Test func `reads JSON pages`() async throws {
        let page = """
            {"meta": {"api-version": "1.0"}, "name": "demo-pkg", "files": [
              {"filename": "demo_pkg-0.9.tar.gz", "url": "https://example.com/x", "hashes": {}},
              {"filename": "demo_pkg-1.0-py3-none-any.whl", "url": "../../f/demo_pkg-1.0-py3-none-any.whl#x", "hashes": {"sha256": "0"}, "yanked": true}]}
            """
        try fixture.directory.write("served/demo.json", page)
        let place = SimpleIndexLocator.Place.links(fixture.base + "/demo.json?type=application/vnd.pypi.simple.v1%2Bjson")
        #expect(try await candidates([place]) == [fixture.server.address("/f/demo_pkg-1.0-py3-none-any.whl")])
    }

    @Test func `asks for JSON first and once a project`() async throws {
        let locator = SimpleIndexLocator([try index("<a href='demo_pkg-1.0-py3-none-any.whl'>")], http: fixture.http, retry: fixture.retry)
        for _ in 0..<3 { _ = try await locator.candidates(for: artifact) }
        #expect(try await fixture.asked(for: "demo-pkg") == ["/file/simple/demo-pkg/"])
    }

    @Test func `sends the user of the index to its files, and to no other host`() async throws {
        try fixture.directory.write(
            "served/p.html", "<a href='/w/demo_pkg-1.0-py3-none-any.whl'><a href='http://other.example/demo_pkg-1.0-py3-none-any.whl'>")
        let address = fixture.base.replacing("http://", with: "http://user:secret@") + "/p.html"
        #expect(
            try await candidates([.links(address)]) == [
                fixture.server.address("/w/demo_pkg-1.0-py3-none-any.whl").replacing("http://", with: "http://user:secret@"),
                "http://other.example/demo_pkg-1.0-py3-none-any.whl",
            ])
    }

    @Test func `lists directories`() async throws {
        let flat = try fixture.directory.write("wheels/demo_pkg-1.0-py3-none-any.whl", "wheel")
        let tree = try fixture.directory.write("tree/demo-pkg/demo_pkg-1.0-py3-none-any.whl", "wheel")
        let root = fixture.directory.path.string
        #expect(try await candidates([.links("file://\(root)/wheels"), .index("\(root)/tree")]) == [flat.string, tree.string])
    }

    @Test func `tells what every place answered`() async throws {
        let places: [SimpleIndexLocator.Place] = [
            .index(fixture.base + "/none"), .index(fixture.server.address("/status/503")), .links("/no/such/directory"),
        ]
        let error = try await #require(throws: DownloadError.self) { try await candidates(places) }
        #expect(error.code == .unreachable)
        #expect(
            error.attempts.map(\.answer) == [
                "404 (Not Found)", "503 (Service Unavailable)", "does not list 'demo_pkg-1.0-py3-none-any.whl'",
            ])
        #expect(fixture.waited == 4)
    }

    @Test func `a place that fails does not hide one that answers`() async throws {
        let good = try index("<a href='demo_pkg-1.0-py3-none-any.whl'>")
        #expect(try await candidates([.index(fixture.server.address("/status/500")), good]).count == 1)
    }

    @Test func `a page that is no index is refused`() async throws {
        let place = SimpleIndexLocator.Place.links(fixture.base + "/readme?type=image/png")
        let error = try await #require(throws: DownloadError.self) { try await candidates([place]) }
        #expect(error.reason?.contains("not one of a package index: image/png") == true)
    }
}
