import HTTP
import HTTPTypes
import TestSupport
import Testing

@Suite struct `Retry policy` {
    private let clock = FakeClock()
    private let address: WebAddress

    init() throws { address = try WebAddress("http://host.example/") }

    private func error(_ code: HTTPError.Code, after: RetryAfter? = nil) -> HTTPError {
        HTTPError(code, address, message: nil, retryAfter: after)
    }

    @Test(
        arguments: [
            .couldNotResolve, .couldNotConnect, .timeout(.connect), .timeout(.stall), .timeout(.total), .reset, .truncated, .badResponse,
            .status(408), .status(429), .status(500), .status(502), .status(503), .status(504),
        ] as [HTTPError.Code]) func `tries again what may pass`(code: HTTPError.Code) async
    {
        var attempts = 0
        await #expect(throws: HTTPError.self) {
            try await clock.policy().run {
                attempts += 1; throw error(code)
            }
        }
        #expect(attempts == 5)
    }

    @Test(
        arguments: [
            .tls, .tooLarge, .tooManyRedirects, .refusedRedirect, .invalidAddress, .invalidConfiguration, .unusable,
            .status(400), .status(401), .status(403), .status(404), .status(410), .status(416),
        ] as [HTTPError.Code]) func `gives up at once on what will not`(code: HTTPError.Code) async
    {
        var attempts = 0
        await #expect(throws: HTTPError.self) {
            try await clock.policy().run {
                attempts += 1; throw error(code)
            }
        }
        #expect(attempts == 1)
        #expect(clock.slept == [])
    }

    @Test func `repeats what must not happen twice only when it was refused`() {
        #expect(!RetryPolicy.mayRetry(error(.reset), .onlyIfRefused))
        #expect(!RetryPolicy.mayRetry(error(.timeout(.stall)), .onlyIfRefused))
        #expect(!RetryPolicy.mayRetry(error(.status(500)), .onlyIfRefused))
        #expect(!RetryPolicy.mayRetry(error(.status(503)), .onlyIfRefused))
        #expect(RetryPolicy.mayRetry(error(.status(503), after: .delay(.seconds(1))), .onlyIfRefused))
        #expect(RetryPolicy.mayRetry(error(.status(429)), .onlyIfRefused))
        #expect(RetryPolicy.mayRetry(error(.couldNotConnect), .onlyIfRefused))
    }

    @Test func `doubles the wait up to its ceiling, with jitter`() async {
        var policy = clock.policy(random: 0)
        policy.attempts = 8
        policy.longestDelay = .seconds(4)
        await #expect(throws: HTTPError.self) { try await policy.run { throw error(.reset) } }
        #expect(clock.slept == [250, 500, 1000, 2000, 2000, 2000, 2000].map { .milliseconds($0) })
        #expect(clock.policy(random: 1).delay(after: error(.reset), attempt: 1, spent: .zero, .repeatable) == .milliseconds(500))
    }

    @Test func `waits as long as the server asks, in seconds or until a date`() {
        let policy = clock.policy(random: 0, now: 784_111_777)
        let seconds = error(.status(429), after: RetryAfter("7"))
        #expect(policy.delay(after: seconds, attempt: 1, spent: .zero, .repeatable) == .seconds(7))
        let date = error(.status(503), after: RetryAfter("Sun, 06 Nov 1994 08:49:47 GMT"))
        #expect(policy.delay(after: date, attempt: 1, spent: .zero, .repeatable) == .seconds(10))
        let past = error(.status(503), after: RetryAfter("Sun, 06 Nov 1994 08:49:07 GMT"))
        #expect(policy.delay(after: past, attempt: 1, spent: .zero, .repeatable) == .milliseconds(250))
    }

    @Test func `does not wait beyond its budget`() {
        let policy = clock.policy()
        let patient = error(.status(429), after: .delay(.seconds(100)))
        #expect(policy.delay(after: patient, attempt: 1, spent: .seconds(10), .repeatable) == .seconds(100))
        #expect(policy.delay(after: patient, attempt: 2, spent: .seconds(30), .repeatable) == nil)
    }

    @Test func `may have patience of its own for a server that asks for fewer calls`() async {
        var policy = clock.policy()
        policy.patience = .seconds(300)
        var attempts = 0
        await #expect(throws: HTTPError.self) {
            try await policy.run(.onlyIfRefused) {
                attempts += 1; throw error(.status(429))
            }
        }
        #expect(attempts > 10)
        #expect(clock.slept.reduce(.zero, +) == .seconds(300))
    }

    @Test func `with patience does not wait for what the server puts off beyond it`() async {
        var policy = clock.policy()
        policy.patience = .seconds(60)
        await #expect(throws: HTTPError.self) { try await policy.run { throw error(.status(429), after: .delay(.seconds(100))) } }
        #expect(clock.slept == [])
    }

    // RFC 9110 section 5.6.7: the same moment in its three forms.
    @Test(arguments: ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"])
    func `reads every form of a date`(text: String) {
        #expect(RetryAfter(text) == .date(784_111_777))
    }

    @Test(arguments: ["", "-1", "soon", "1.5", "Sun, 99 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994"])
    func `passes over what is neither`(text: String) {
        #expect(RetryAfter(text) == nil)
    }

    @Test func `an absurd wait is a day`() {
        #expect(RetryAfter("99999999999999999999999") == .delay(.seconds(86_400)))
        #expect(RetryAfter("Sun, 06 Nov 9994 08:49:37 GMT")?.delay(from: 0) == .seconds(86_400))
    }

    @Test(arguments: ["429", "503", "reset", "truncated"]) func `gets through to a server that recovers`(failure: String) async throws {
        let client = try TestClient.shared.get()
        let request = try TestClient.get("/flaky/\(failure)/2/retry-policy?after=3")
        let response = try await clock.policy().run { try await client.fetch(request).successful() }
        #expect(response.bytes.count == 1000)
        #expect(clock.slept == (Int(failure) == nil ? [.milliseconds(250), .milliseconds(500)] : [.seconds(3), .seconds(3)]))
    }

    @Test func `a cancelled wait is the end`() async throws {
        var policy = RetryPolicy()
        policy.firstDelay = .seconds(60)
        policy.longestDelay = .seconds(60)
        let task = Task { [policy, address] in try await policy.run { throw HTTPError(.reset, address, message: nil) } }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
