import AWS
import Diagnostics
import HTTP
import Testing

@Suite struct `The pace of calls` {
    private let time = SteppingClock()
    private static let throttled = (status: 400, body: #"{"__type":"ThrottlingException","message":"Rate exceeded"}"#)

    private func client(_ transport: RecordingTransport, pacer: CallPacer, patience: Duration? = .seconds(3600)) throws -> AWSClient {
        AWSClient(
            transport, region: try Region("eu-central-1"), credentials: nil, retry: time.policy(patience: patience), pacer: pacer)
    }

    private func call(_ action: String, _ safety: RetryPolicy.Safety = .repeatable) -> AWSCall { AWSCall(.ecs, action, safety, json: [:]) }

    /// ECS's documentation: 20 registrations at once, then one a second; 50 changes of services, then five a second.
    @Test(arguments: [("RegisterTaskDefinition", 30, 10.0), ("UpdateService", 60, 2.0), ("DescribeServices", 100, 0.0)])
    func `is what AWS allows, for all clients together`(action: String, count: Int, seconds: Double) async throws {
        let transport = RecordingTransport { _, _ in (200, "{}") }
        let pacer = CallPacer(clock: time.clock)
        let clients = try [client(transport, pacer: pacer), client(transport, pacer: pacer)]
        for index in 0..<count { _ = try await clients[index % 2].call(call(action)) }
        #expect(abs(time.elapsed / .seconds(1) - seconds) < 0.01)
    }

    @Test func `of one group does not hold up another, nor another region`() async throws {
        let transport = RecordingTransport { _, _ in (200, "{}") }
        let pacer = CallPacer(clock: time.clock)
        let client = try client(transport, pacer: pacer)
        for _ in 0..<20 { _ = try await client.call(call("RegisterTaskDefinition")) }
        _ = try await client.call(call("DescribeServices"))
        let elsewhere = AWSClient(
            transport, region: try Region("us-east-1"), credentials: nil, retry: time.policy(patience: nil), pacer: pacer)
        _ = try await elsewhere.call(call("RegisterTaskDefinition"))
        #expect(time.elapsed == .zero)
        _ = try await client.call(call("DeregisterTaskDefinition"))
        #expect(time.elapsed == .seconds(1))
    }

    @Test func `is halved when AWS refuses a call, and found again`() async throws {
        let transport = RecordingTransport { _, before in before == 0 ? Self.throttled : (200, "{}") }
        let client = try client(transport, pacer: CallPacer(clock: time.clock))
        _ = try await client.call(call("RegisterTaskDefinition"))
        let recovery = time.elapsed
        // Nothing is in hand, and half the rate is one call in two seconds; each success adds a twentieth of the full rate.
        #expect(recovery > .seconds(1))
        var waits: [Double] = []
        for _ in 0..<12 {
            let before = time.elapsed
            _ = try await client.call(call("RegisterTaskDefinition"))
            waits.append((time.elapsed - before) / .seconds(1))
        }
        #expect(waits == waits.sorted(by: >))
        #expect(waits[0] > 1.5)
        #expect(waits[11] == 1)
    }

    /// AWS refuses everything for ten minutes: a release must live through it.
    @Test(arguments: [RetryPolicy.Safety.repeatable, .onlyIfRefused])
    func `may be nothing for minutes, and no call fails`(safety: RetryPolicy.Safety) async throws {
        let time = time
        let transport = RecordingTransport { _, _ in time.elapsed < .seconds(600) ? Self.throttled : (200, #"{"done":true}"#) }
        let client = try client(transport, pacer: CallPacer(clock: time.clock))
        #expect(try await client.json(call("UpdateService", safety))["done"]?.bool == true)
        #expect(time.elapsed < .seconds(660))
        // Neither hammering nor sleeping through.
        #expect((40...80).contains(transport.calls.count))
    }

    @Test func `ends where the caller's patience ends, with AWS's words`() async throws {
        let transport = RecordingTransport { _, _ in Self.throttled }
        let client = try client(transport, pacer: CallPacer(clock: time.clock), patience: .seconds(90))
        let error = await #expect(throws: AWSError.self) { try await client.call(call("UpdateService")) }
        #expect(error?.serviceCode == "Throttling")
        #expect(error?.hint == "AWS limits how often it may be called; try again later")
        #expect(time.elapsed >= .seconds(90))
    }

    @Test func `does not make other faults be tried for ever`() async throws {
        let transport = RecordingTransport { _, before in before % 2 == 0 ? Self.throttled : (500, "{}") }
        let client = try client(transport, pacer: CallPacer(clock: time.clock))
        let error = await #expect(throws: AWSError.self) { try await client.call(call("DescribeServices")) }
        #expect(error?.code == .service("HTTP 500"))
        #expect(transport.calls.count == 10)
    }

    /// ECS refuses two registrations of one family at once with a code that says nothing.
    @Test func `counts a collision of two registrations as throttling`() async throws {
        let body =
            #"{"__type":"ClientException","message":"Too many concurrent attempts to create a new revision of the specified family."}"#
        let transport = RecordingTransport { _, before in before < 7 ? (400, body) : (200, "{}") }
        _ = try await client(transport, pacer: CallPacer(clock: time.clock)).call(call("RegisterTaskDefinition"))
        #expect(transport.calls.count == 8)
    }
}
