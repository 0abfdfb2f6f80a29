import Diagnostics
import Foundation
import HTTP
import OCI
import Synchronization
import TestSupport
import Testing

@testable import Registry

@Suite struct `A list of tags` {
    private let fake: FakeRegistry

    init() throws { fake = try FakeRegistry.shared.get() }

    private static func repository(_ fault: String) -> String { "\(fault)/\(UUID().uuidString.lowercased())" }

    private func push(_ tags: [String], to repository: String, _ client: RegistryClient) async throws {
        let sample = try Sample(sizes: [100])
        _ = try await RegistryPusher(client, from: sample.store).push(PushRequest(sample.root, to: repository, tags: tags))
    }

    @Test func `is put together of its pages`() async throws {
        let repository = Self.repository("tagpages")
        #expect(try await TestClient(fake.domain).client.tags(in: repository) == ["1.9", "1.10", "latest", "v2"])
        #expect(try await fake.log(repository).count == 4)
    }

    @Test(arguments: ["bearer", "quay", "redirect", "throttle429", "plain"])
    func `is given to who may have it`(fault: String) async throws {
        let repository = Self.repository(fault)
        let client = try TestClient(fake.domain, FixedCredentials.user).client
        try await push(["2", "10", "1"], to: repository, client)
        #expect(try await client.tags(in: repository, pageSize: 2) == ["1", "2", "10"])
        let asked = try await fake.log(repository).filter { $0.path.contains("/tags/list") }
        #expect(asked.contains { $0.path.hasSuffix("?n=2") } && asked.contains { $0.path.hasSuffix("?last=10&n=2") })
    }

    @Test func `is asked for without a number where the number is refused`() async throws {
        let repository = Self.repository("fewtags")
        let client = try TestClient(fake.domain).client
        try await push(["1"], to: repository, client)
        #expect(try await client.tags(in: repository) == ["1"])
    }

    @Test func `of nothing is empty`() async throws {
        #expect(try await TestClient(fake.domain).client.tags(in: "hostiletags/null").isEmpty)
    }

    @Test func `leaves out what is no tag, and says so`() async throws {
        let lines = Mutex<[String]>([])
        struct Lines: Reporter {
            let add: @Sendable (String) -> Void
            func report(_ event: ProgressEvent) {
                if case .warning(let warning) = event { add(warning.summary) }
            }
        }
        let reporter = Lines { line in lines.withLock { $0.append(line) } }
        let client = try TestClient(fake.domain) { $0.reporter = reporter }.client
        #expect(try await client.tags(in: "hostiletags/odd") == ["1"])
        #expect(lines.withLock(\.self) == ["4 of the names that '\(fake.domain)/hostiletags/odd' lists are no tags, and left out"])
    }

    @Test(arguments: [
        ("hostiletags/types", RegistryError.Code.wrongContent), ("hostiletags/text", .wrongContent), ("hostiletags/html", .wrongContent),
        ("hostiletags/nested", .wrongContent), ("hostiletags/huge", .tooLarge), ("hostiletags/loop", .wrongContent),
        ("hostiletags/file", .unreachable), ("hostiletags/bad", .unreachable), ("tagselsewhere", .unreachable),
        ("ghcr/unknown", .denied), ("plain/unknown", .missingRepository),
    ])
    func `that is none is refused in one clear error`(repository: String, code: RegistryError.Code) async throws {
        let client = try TestClient(fake.domain).client
        let error = try await registryError { _ = try await client.tags(in: repository) }
        #expect(error?.code == code)
        #expect(error?.summary == "cannot list the tags of '\(fake.domain)/\(repository)'")
        #expect(try await fake.log(repository).allSatisfy { $0.port == fake.port })
    }

    @Test(.enabled(if: DockerRegistry.isInstalled, "docker-registry is not installed: Scripts/setup test"))
    func `of a real registry has everything`() async throws {
        let registry = try DockerRegistry()
        let client = try TestClient(registry.domain).client
        try await push(["1.10", "1.9", "latest", "1.9-rc.1", "1.9-rc.10"], to: "app", client)
        #expect(try await client.tags(in: "app", pageSize: 2) == ["1.9", "1.9-rc.1", "1.9-rc.10", "1.10", "latest"])
        #expect(try await client.tags(in: "app").count == 5)
    }

    /// The order of GNU's `ls -v` and `sort --version-sort` for names like these.
    @Test(arguments: [
        ["1", "2", "10"], ["1.9", "1.10"], ["v1.2.9", "v1.2.10", "v1.10.0"], ["2024-09-01", "2024-10-01"], ["a", "a1", "a1b", "ab"],
        ["1.0.0-rc1", "1.0.0-rc2", "1.0.0-rc10"], ["0099999999999999999998", "99999999999999999999"],
    ])
    func `puts numbers where people look for them`(names: [String]) throws {
        for _ in 0..<5 { #expect(names.shuffled().sorted(by: NaturalOrder.precedes) == names) }
        let sorted = try Program.output(
            ["sort", "--version-sort"], environment: ["LC_ALL": "C"], input: Array(names.shuffled().joined(separator: "\n").utf8))
        #expect(sorted.split(separator: "\n").map(String.init) == names)
    }

    /// Examples of RFC 8288 section 3.5, and what registries send.
    @Test(arguments: [
        (#"<http://example.com/TheBook/chapter2>; rel="previous"; title="previous chapter""#, nil),
        (#"</>; rel="http://example.net/foo""#, nil),
        (
            #"</TheBook/chapter2>; rel="previous"; title*=UTF-8'de'letztes%20Kapitel, </TheBook/chapter4>; rel="next"; title*=UTF-8'de'n"#,
            "/TheBook/chapter4"
        ),
        (#"<http://example.org/>; rel="start http://example.net/relation/other""#, nil),
        (#"</v2/app/tags/list?last=b&n=2>; rel="next""#, "/v2/app/tags/list?last=b&n=2"), ("<a>;rel=next", "a"),
        (#"<a>; rel="prev next""#, "a"), (#"<a>; title=", <b>; rel=next""#, nil), ("", nil), ("<a", nil), ("<a>", nil), ("<a>; rel", nil),
    ])
    func `says where its next page is`(field: String, next: String?) { #expect(LinkField.next(field) == next) }
}
