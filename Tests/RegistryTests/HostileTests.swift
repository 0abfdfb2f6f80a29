import Content
import Diagnostics
import Foundation
import HTTPTypes
import OCI
import TestSupport
import Testing

@testable import HTTP
@testable import Registry

/// Input that nobody should send: an error in bounded time, and nothing else.
@Suite struct `Hostile input` {
    @Test(arguments: [
        "deep", "deepvalues", "huge", "many", "duplicates", "types", "numbers", "sizes", "invalid", "cut", "null", "text", "empty", "zeros",
        "bom",
    ])
    func `in place of a manifest is an error`(kind: String) async throws {
        let fake = try FakeRegistry.shared.get()
        let client = try TestClient(fake.domain).client
        let start = ContinuousClock.now
        let source = RegistrySource(try ImageReference("\(fake.domain)/hostilemanifest/\(kind):1"), client: client)
        let error = await #expect(throws: (any Error).self) { _ = try await source.image(for: .linuxAMD64) }
        #expect(error is any UserFacingError)
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test(arguments: ["linebreak", "missing", "types", "nested", "endless", "empty", "html", "blank", "unicode"])
    func `in place of a token is an error`(kind: String) async throws {
        let fake = try FakeRegistry.shared.get()
        let client = try TestClient(fake.domain, FixedCredentials.user).client
        let error = try await registryError { _ = try await client.manifest(.tag("1"), in: "hostiletoken/\(kind)") }
        #expect(error?.code == .unreachable || error?.code == .tooLarge)
        #expect(error?.report.contains("secret") == false)
    }

    /// Bytes that are likely to matter to a parser, and any others.
    private static func noise(_ seed: Int, _ alphabet: String, upTo limit: Int) -> [UInt8] {
        var generator = Generator(state: UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 | 1)
        let letters = Array(alphabet.utf8)
        return (0..<generator.next(limit)).map { _ in
            generator.next(8) == 0 ? UInt8(generator.next(256)) : letters[generator.next(letters.count)]
        }
    }

    private struct Generator {
        var state: UInt64
        /// From 0 to below `limit`. xorshift64: Marsaglia, "Xorshift RNGs".
        mutating func next(_ limit: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state >> 33) % limit
        }
    }

    @Test(arguments: [#"bearer=",\ "#, #"Bearer realm="https://a.example/t",service="s" "#, "a=\"", ",", " \t", "Basic a68=="])
    func `in a challenge is read to its end`(alphabet: String) {
        let start = ContinuousClock.now
        for seed in 1...2000 {
            let text = String(decoding: Self.noise(seed, alphabet, upTo: seed % 50 == 0 ? 20_000 : 200), as: UTF8.self)
            for challenge in Challenge.list(text) { #expect(!challenge.scheme.isEmpty) }
        }
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test(arguments: [#"{"errors":[{"code":"A","message":"b","detail":1}]}"#, "[{\"", "toomanyrequests: x", "<html>\u{1b}[31m\0"])
    func `in a complaint becomes one line or nothing`(alphabet: String) {
        for seed in 1...1000 {
            var bytes = Self.noise(seed, alphabet, upTo: 400)
            // A right one with one byte changed, too.
            if seed % 2 == 0, alphabet.hasPrefix("{") {
                bytes = Array(alphabet.utf8)
                bytes[seed % bytes.count] = UInt8(truncatingIfNeeded: seed &* 31)
            }
            let text = RegistryComplaint(bytes).text ?? ""
            #expect(text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
            #expect(text.count < 2 * RegistryComplaint.messageLimit)
        }
    }

    @Test func `in a Location stays on the web, and keeps encryption`() throws {
        let http = try TestClient.http.get()
        var policy = RegistryPolicy()
        policy.address = try WebAddress("https://registry.example/prefix/")
        let client = try RegistryClient("registry.example", http: http, policy: policy)
        let head = ResponseHead(
            status: .accepted, fields: [:], address: try WebAddress("https://registry.example/prefix/v2/app/blobs/uploads/"))
        let starts = [
            "", "/", "//", "http://", "https://registry.example/", "http://registry.example:80/", "https://[::1]", "?", "../", "a:",
        ]
        var accepted = 0
        for seed in 1...4000 {
            let text = starts[seed % starts.count] + String(decoding: Self.noise(seed, "/v2.:@?#%0aexmpl[]\\", upTo: 60), as: UTF8.self)
            guard let target = try? client.address(text, from: head) else { continue }
            accepted += 1
            #expect(target.isSecure, "\(text.debugDescription)")
            #expect(target.userInfo == nil)
        }
        #expect(accepted > 100)
    }

    @Test(arguments: [
        ("/v2/app/blobs/uploads/1?a=b", "https://registry.example/prefix/v2/app/blobs/uploads/1?a=b"),
        ("/prefix/v2/app/blobs/uploads/1", "https://registry.example/prefix/v2/app/blobs/uploads/1"),
        ("http://registry.example/v2/x", "https://registry.example/prefix/v2/x"),
        ("http://registry.example:8080/prefix/v2/x", "https://registry.example/prefix/v2/x"),
        ("1?b", "https://registry.example/prefix/v2/app/blobs/uploads/1?b"), ("https://other.example/v2/x", "https://other.example/v2/x"),
    ])
    func `is not what a Location without prefix or scheme is`(location: String, meant: String) throws {
        var policy = RegistryPolicy()
        policy.address = try WebAddress("https://registry.example/prefix")
        let client = try RegistryClient("registry.example", http: TestClient.http.get(), policy: policy)
        let head = ResponseHead(
            status: .accepted, fields: [:], address: try WebAddress("https://registry.example/prefix/v2/app/blobs/uploads/"))
        #expect(try client.address(location, from: head).text == meant)
    }
}
