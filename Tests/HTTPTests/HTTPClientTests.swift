import Bytes
import Diagnostics
import HTTP
import HTTPTypes
import TestSupport
import Testing

@Suite struct `HTTP client` {
    private let client: HTTPClient

    init() throws { client = try TestClient.shared.get() }

    @Test func `reads an answer into memory`() async throws {
        let response = try await client.fetch(TestClient.get("/bytes/100000"))
        #expect(response.head.status == .ok)
        #expect(response.head.contentLength == 100_000)
        #expect(response.bytes.count == 100_000)
        #expect(response.bytes.prefix(16).elementsEqual("0123456789abcdef".utf8))
    }

    @Test func `streams a body larger than its buffer`() async throws {
        let response = try await client.send(TestClient.get("/bytes/20000000"))
        var hasher = ContentHasher(.sha256)
        var count = 0
        for try await block in response.body {
            count += block.count
            hasher.update(block.span.bytes)
        }
        #expect(count == 20_000_000)
        // sha256sum of the same bytes, made by Python.
        #expect(Hex.encode(hasher.finish()) == "a410ed5df9517ba48bf2020dbf3568f2bda54d447fe58dace128e5d6b9964458")
    }

    @Test func `sends its own name, wants no compression, and nothing is taken from the environment`() async throws {
        let told = try TestClient.told(await client.fetch(TestClient.get("/echo")))
        #expect(told.fields["user-agent"] == "imgship")
        #expect(told.fields["accept-encoding"] == "identity")
        #expect(told.fields["authorization"] == nil)
        #expect(told.fields["expect"] == nil)
    }

    @Test(arguments: ["POST", "PUT", "PATCH", "DELETE"]) func `sends a body from memory`(method: String) async throws {
        var request = Request(HTTPRequest.Method(method)!, try TestClient.address("/echo"))
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        request.body = .bytes(bytes)
        let told = try TestClient.told(await client.fetch(request))
        #expect(told.method == method)
        #expect(told.size == 300_000)
        #expect(told.sha256 == Hex.encode(ContentHasher.hash(bytes)))
        #expect(told.fields["content-length"] == "300000")
    }

    @Test(arguments: [nil, 3_000_000] as [Int64?]) func `sends a body from a source`(length: Int64?) async throws {
        var request = Request(.put, try TestClient.address("/echo"))
        request.body = .stream(PatternSource(length: length, blocks: 30, blockSize: 100_000))
        let told = try TestClient.told(await client.fetch(request))
        #expect(told.size == 3_000_000)
        #expect(told.fields["content-length"] == length.map { "\($0)" })
        #expect(told.fields["transfer-encoding"] == (length == nil ? "chunked" : nil))
    }

    @Test func `a POST without a body says so`() async throws {
        let told = try TestClient.told(await client.fetch(Request(.post, TestClient.address("/echo"))))
        #expect(told.method == "POST")
        #expect(told.fields["content-length"] == "0")
    }

    @Test func `a HEAD has a length and no body`() async throws {
        let response = try await client.fetch(Request(.head, TestClient.address("/bytes/5000")), limit: 10)
        #expect(response.head.contentLength == 5000)
        #expect(response.bytes.isEmpty)
    }

    @Test func `throws what the source of a body throws`() async throws {
        var request = Request(.put, try TestClient.address("/echo"))
        request.body = .stream(PatternSource(length: 1_000_000, blocks: 3, blockSize: 1000, failure: SourceFailure()))
        await #expect(throws: SourceFailure.self) { try await client.fetch(request) }
    }

    @Test func `an upload that the server refuses early ends with its answer`() async throws {
        var request = Request(.put, try TestClient.address("/refuse-upload"))
        request.body = .stream(PatternSource(length: nil, blocks: .max, blockSize: 100_000))
        do {
            let response = try await client.send(request)
            #expect(response.head.status.code == 403)
        } catch let error as HTTPError {
            // The reset that follows the answer may win the race.
            #expect(error.code == .reset)
        }
    }

    @Test func `passes over interim answers and trailers`() async throws {
        let early = try await client.fetch(TestClient.get("/early"))
        #expect(early.head.status == .ok)
        #expect(early.head.fields[HTTPField.Name("X-Real")!] == "yes")
        #expect(early.text == "ok")
        let chunked = try await client.fetch(TestClient.get("/chunked"))
        #expect(chunked.text == "hello world")
    }

    @Test func `many requests at once share one thread`() async throws {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 { group.addTask { try await client.fetch(TestClient.get("/bytes/30000")).bytes.count } }
            for try await count in group { #expect(count == 30_000) }
        }
    }

    @Test func `sends the user info of an address as basic authentication`() async throws {
        let plain = try TestClient.address("/echo").text
        let address = try WebAddress(plain.replacing("http://", with: "http://user:pa%20ss@"))
        let told = try TestClient.told(await client.fetch(Request(.get, address)))
        // RFC 7617: base64 of "user:pa ss".
        #expect(told.fields["authorization"] == "Basic dXNlcjpwYSBzcw==")
    }

    @Test func `goes through the proxy it is given, except for the exceptions`() async throws {
        let server = try ScriptedServer.shared.get()
        var configuration = HTTPConfiguration()
        configuration.proxy.http = Secret(server.address("/"))
        configuration.proxy.exceptions = "no-proxy.invalid"
        let client = try HTTPClient(configuration)
        let proxied = try await client.fetch(Request(.get, WebAddress("http://proxied.invalid/bytes/3")))
        #expect(proxied.head.status == .ok)
        // RFC 9112 section 3.2.2: a proxy is asked with the whole address.
        #expect(try await TestClient.log("proxied.invalid").map(\.path) == ["http://proxied.invalid/bytes/3"])
        let direct = await #expect(throws: HTTPError.self) { try await client.fetch(Request(.get, WebAddress("http://no-proxy.invalid/"))) }
        #expect(direct?.code == .couldNotResolve)
    }

    /// As Go's net/http, so that a registry on localhost needs no NO_PROXY here either.
    @Test func `goes through no proxy to what never leaves the machine`() async throws {
        let server = try ScriptedServer.shared.get()
        // RFC 6761: names below .invalid never resolve.
        let proxy = Secret("http://proxy.invalid:3128")
        let client = try HTTPClient(HTTPConfiguration(proxy: ProxyConfiguration(http: proxy, https: proxy)))
        for host in ["127.0.0.1", "localhost"] {
            let address = try WebAddress("http://\(host):\(server.port)/bytes/3")
            #expect(try await client.fetch(Request(.get, address)).bytes.count == 3)
        }
        let elsewhere = await #expect(throws: HTTPError.self) { try await client.fetch(Request(.get, WebAddress("http://10.0.0.1/"))) }
        #expect(elsewhere?.code == .couldNotResolve)
    }
}

struct SourceFailure: Error, Equatable {}

/// Blocks of one byte value; after the last, perhaps, a failure.
struct PatternSource: BodySource {
    var length: Int64?
    var blocks: Int
    var blockSize: Int
    var failure: SourceFailure?

    func makeReader() -> any BodyReader { Reader(source: self, left: blocks) }

    struct Reader: BodyReader {
        let source: PatternSource
        var left: Int

        mutating func next() throws -> [UInt8]? {
            if left == 0, let failure = source.failure { throw failure }
            guard left > 0 else { return nil }
            left -= 1
            return [UInt8](repeating: 0x61, count: source.blockSize)
        }
    }
}
