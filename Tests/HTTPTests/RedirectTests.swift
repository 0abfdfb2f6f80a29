import HTTP
import HTTPTypes
import TestSupport
import Testing

@Suite struct `HTTP redirects` {
    private let client: HTTPClient

    init() throws { client = try TestClient.shared.get() }

    private func redirect(_ status: Int, to target: String) throws -> WebAddress {
        let encoded = target.replacing("&", with: "%26").replacing("?", with: "%3f")
        return try TestClient.address("/redirect/\(status)?to=\(encoded)")
    }

    private static let secrets: HTTPFields = [
        .authorization: "Bearer secret", .cookie: "secret", HTTPField.Name("X-Amz-Security-Token")!: "secret",
        HTTPField.Name("X-Registry-Token")!: "secret", .accept: "text/plain",
    ]

    @Test func `keep credentials within the origin`() async throws {
        var request = Request(.get, try redirect(302, to: "/echo"), fields: Self.secrets)
        request.credentialFields = [HTTPField.Name("X-Registry-Token")!]
        let response = try await client.fetch(request)
        let told = try TestClient.told(response)
        #expect(told.fields["authorization"] == "Bearer secret")
        #expect(told.fields["x-registry-token"] == "secret")
        #expect(response.head.address.path == "/echo")
    }

    @Test(arguments: [301, 302, 303, 307, 308]) func `leave credentials behind at another port or host`(status: Int) async throws {
        let other = try ScriptedServer()
        for target in [other.address("/echo"), other.address("/echo").replacing("127.0.0.1", with: "localhost")] {
            var request = Request(.get, try redirect(status, to: target), fields: Self.secrets)
            request.credentialFields = [HTTPField.Name("X-Registry-Token")!]
            let told = try TestClient.told(await client.fetch(request))
            #expect(told.fields.values.filter { $0.contains("secret") } == [])
            #expect(told.fields["accept"] == "text/plain")
        }
    }

    @Test func `leave the user info of an address behind`() async throws {
        let other = try ScriptedServer()
        let address = try WebAddress(
            redirect(302, to: other.address("/echo")).text.replacing("http://", with: "http://user:secret@", maxReplacements: 1))
        let told = try TestClient.told(await client.fetch(Request(.get, address)))
        #expect(told.fields["authorization"] == nil)
    }

    @Test func `never give credentials back after a detour`() async throws {
        let other = try ScriptedServer()
        let home = try TestClient.address("/echo").text
        let request = Request(.get, try redirect(302, to: other.address("/redirect/302?to=\(home)")), fields: Self.secrets)
        #expect(try TestClient.told(await client.fetch(request)).fields["authorization"] == nil)
    }

    // RFC 9110 section 15.4.
    @Test(arguments: [(301, "GET", 0), (302, "GET", 0), (303, "GET", 0), (307, "POST", 200_000), (308, "POST", 200_000)])
    func `of a POST keep or drop the body by status`(status: Int, method: String, size: Int) async throws {
        for body in [
            RequestBody.bytes(.init(repeating: 1, count: 200_000)), .stream(PatternSource(length: nil, blocks: 2, blockSize: 100_000)),
        ] {
            var request = Request(.post, try redirect(status, to: "/echo"))
            request.body = body
            let told = try TestClient.told(await client.fetch(request))
            #expect(told.method == method)
            #expect(told.size == size)
        }
    }

    @Test(arguments: ["ftp://127.0.0.1/x", "file:///etc/passwd", "http://"]) func `go nowhere but to HTTP`(target: String) async throws {
        let error = await #expect(throws: HTTPError.self) { try await client.fetch(Request(.get, redirect(302, to: target))) }
        #expect(error?.code == .refusedRedirect)
    }

    @Test func `are handed back on request`() async throws {
        var request = Request(.get, try redirect(307, to: "/echo"))
        request.redirects = .handBack
        let response = try await client.fetch(request)
        #expect(response.head.status.code == 307)
        #expect(response.head.fields[.location] == "/echo")
    }

    // RFC 3986 section 5.4, with the base http://a/b/c/d;p?q.
    @Test(arguments: [
        ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g/"),
        ("?y", "http://a/b/c/d;p?y"), ("../g", "http://a/b/g"), ("../../g", "http://a/g"), ("g?y#s", "http://a/b/c/g?y"),
        ("https://h/x y", "https://h/x%20y"),
    ]) func `resolve as the standard says`(reference: String, expected: String) throws {
        #expect(try WebAddress("http://a/b/c/d;p?q").resolving(reference).text == expected)
    }
}
