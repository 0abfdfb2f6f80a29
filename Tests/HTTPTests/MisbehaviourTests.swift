import HTTP
import HTTPTypes
import Synchronization
import TestSupport
import Testing

@Suite struct `HTTP errors` {
    private let client: HTTPClient

    init() throws { client = try TestClient.shared.get() }

    @Test(
        arguments: [
            ("/reset/5000", .reset), ("/reset-first", .reset), ("/truncated/5000", .truncated), ("/bad-chunk", .reset),
            ("/huge-field/300000", .tooLarge), ("/garbage", .badResponse), ("/loop/0", .tooManyRedirects), ("/infinite/limit", .tooLarge),
            ("/bytes/3000000", .tooLarge),
        ] as [(String, HTTPError.Code)]) func `name what went wrong`(path: String, code: HTTPError.Code) async throws
    {
        let error = await #expect(throws: HTTPError.self) { try await client.fetch(TestClient.get(path), limit: 2_000_000) }
        #expect(error?.code == code, "\(error?.report ?? "none")")
        #expect(error?.host == "127.0.0.1")
        #expect(error?.message?.isEmpty == false)
    }

    @Test func `deliver the bytes before the failure`() async throws {
        let response = try await client.send(TestClient.get("/truncated/5000"))
        var count = 0
        let error = await #expect(throws: HTTPError.self) { for try await block in response.body { count += block.count } }
        #expect(count == 5000)
        #expect(error?.code == .truncated)
    }

    @Test(arguments: [("/silent", 0), ("/stalled/100", 100)]) func `end a transfer that is silent`(path: String, bytes: Int) async throws {
        let timeouts = Timeouts(connect: .milliseconds(100), stall: .milliseconds(200))
        let error = await #expect(throws: HTTPError.self) { try await client.fetch(TestClient.get(path, timeouts: timeouts)) }
        #expect(error?.code == .timeout(.stall), "\(error?.report ?? "none")")
    }

    /// A registry that puts a blob together, or a proxy that hands it on only when it has all.
    @Test func `end a server's silence after the request only when it has had the time that it was given`() async throws {
        for body in [RequestBody.none, .bytes([1, 2, 3])] {
            var request = try TestClient.get("/silent", timeouts: Timeouts(connect: .seconds(1), stall: .milliseconds(100)))
            request.method = .put
            request.body = body
            request.patience = .seconds(1)
            let start = ContinuousClock.now
            let error = await #expect(throws: HTTPError.self) { try await client.fetch(request) }
            #expect(ContinuousClock.now - start >= .seconds(1))
            #expect(error?.code == .timeout(.stall))
            #expect(error?.message == "no answer for 1.0 seconds")
        }
        // Once it has begun to answer, it must go on.
        var request = try TestClient.get("/stalled/100", timeouts: Timeouts(stall: .milliseconds(200)))
        request.patience = .seconds(3600)
        let error = await #expect(throws: HTTPError.self) { try await client.fetch(request) }
        #expect(error?.message == "no data for 0.2 seconds")
    }

    @Test func `end a transfer that takes too long in all`() async throws {
        let timeouts = Timeouts(stall: .seconds(5), total: .milliseconds(300))
        let error = await #expect(throws: HTTPError.self) {
            try await client.fetch(TestClient.get("/drip/\(String(repeating: "x", count: 100))", timeouts: timeouts))
        }
        #expect(error?.code == .timeout(.total), "\(error?.report ?? "none")")
    }

    @Test func `end a connection that never becomes one`() async throws {
        let listener = try DeafListener()
        var request = try Request(.get, WebAddress("https://127.0.0.1:\(listener.port)/"))
        request.timeouts = Timeouts(connect: .milliseconds(100), stall: .seconds(5), total: .seconds(10))
        let error = await #expect(throws: HTTPError.self) { try await client.fetch(request) }
        #expect(error?.code == .timeout(.connect), "\(error?.report ?? "none")")
        withExtendedLifetime(listener) {}
    }

    @Test func `end an answer of a byte now and then, though it is never silent`() async throws {
        let client = try TestClient.shared.get()
        let error = await #expect(throws: HTTPError.self) {
            try await client.fetch(
                TestClient.get("/drip/\(String(repeating: "x", count: 200))", timeouts: Timeouts(stall: .milliseconds(500))))
        }
        #expect(error?.code == .timeout(.stall))
        #expect(error?.message == "hardly any data for 2.0 seconds")
    }

    @Test func `do not count the time in which the reader makes the connection wait`() async throws {
        let timeouts = Timeouts(stall: .milliseconds(150))
        let response = try await client.send(TestClient.get("/bytes/8000000", timeouts: timeouts))
        // Longer than the stall limit: the one place in these tests that has to let real time pass.
        try await Task.sleep(for: .milliseconds(500))
        #expect(try await response.body.collect(limit: 8_000_000).count == 8_000_000)
    }

    @Test func `a port nobody listens on cannot be connected to`() async throws {
        let server = try ScriptedServer()
        let address = server.address("/bytes/1")
        server.stop()
        let error = try await #require(throws: HTTPError.self) { try await client.fetch(Request(.get, WebAddress(address))) }
        #expect(error.code == .couldNotConnect)
        #expect(error.summary == "cannot connect to '127.0.0.1' for '\(address)'")
        #expect(error.hint != nil)
    }

    @Test func `a name that does not exist cannot be resolved`() async throws {
        // RFC 6761: names below .invalid never resolve.
        let error = await #expect(throws: HTTPError.self) {
            try await client.fetch(Request(.get, WebAddress("http://no-such-host.invalid/")))
        }
        #expect(error?.code == .couldNotResolve, "\(error?.report ?? "none")")
    }

    @Test func `a status is an error only for who wants success`() async throws {
        let response = try await client.fetch(TestClient.get("/status/418"))
        #expect(response.text == "words of the server")
        let error = #expect(throws: HTTPError.self) { try response.successful() }
        #expect(error?.code == .status(418))
    }

    @Test func `show no secrets of an address`() throws {
        let address = try WebAddress("https://user:secret@host.example/a?X-Signature=secret&name=secret&secret")
        #expect("\(address)" == "https://host.example/a?X-Signature=...&name=...&...")
        let error = HTTPError(.reset, address, message: nil)
        #expect(!error.report.contains("secret"))
        let malformed = #expect(throws: HTTPError.self) { try WebAddress("https://user:secret@ho st:99999/") }
        #expect(malformed?.report.contains("secret") == false)
    }
}

@Suite struct `HTTP cancellation and back-pressure` {
    private let client: HTTPClient

    init() throws { client = try TestClient.shared.get() }

    @Test(arguments: ["/silent", "/stalled/1000", "/infinite/cancelled"]) func `cancelling the task ends the transfer`(path: String)
        async throws
    {
        // Without cancellation these end with a time-out of 30 s, which is another error, or never.
        let task = Task { [client] in
            let response = try await client.send(TestClient.get(path))
            for try await _ in response.body {}
        }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `a task that is already cancelled sends nothing`() async throws {
        let task = Task { [client] in
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await client.fetch(TestClient.get("/bytes/1?already-cancelled"))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `a reader that does not read makes the server wait`() async throws {
        let response = try await client.send(TestClient.get("/infinite/unread"))
        let iterator = response.body.makeAsyncIterator()
        _ = try await iterator.next()
        // Until the buffers of the sockets and of the client are full and nothing moves any more.
        var counts = [-2, -1]
        while counts.last != counts.dropLast().last {
            try await Task.sleep(for: .milliseconds(200))
            counts.append(Int(try await client.fetch(TestClient.get("/count/unread")).text) ?? 0)
        }
        // Linux grows a loopback socket to a few megabytes; without back-pressure this would be hundreds.
        #expect(try #require(counts.last) < 32 << 20)
        let more = try await iterator.next()
        #expect(more != nil)
    }

    @Test func `letting go of a body ends its transfer`() async throws {
        let before = try await client.send(TestClient.get("/infinite/dropped")).head
        #expect(before.status == .ok)
        var counts = [-2, -1]
        while counts.last != counts.dropLast().last {
            try await Task.sleep(for: .milliseconds(100))
            counts.append(Int(try await client.fetch(TestClient.get("/count/dropped")).text) ?? 0)
        }
        #expect(try #require(counts.last) < 32 << 20)
    }

    @Test func `a client that is gone ends its transfers`() async throws {
        var own: HTTPClient? = try HTTPClient()
        let response = try await own?.send(TestClient.get("/bytes/1000"))
        own = nil
        // The body still holds what it needs.
        #expect(try await response?.body.collect(limit: 1000).count == 1000)
    }
}
