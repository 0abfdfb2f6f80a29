import HTTP
import HTTPTypes

/// Asks the services that a machine or a container has at hand: never through a proxy, never long, redirects never followed.
struct MetadataService: Sendable {
    private let client: HTTPClient
    private let retry: RetryPolicy
    private let timeouts: Timeouts

    /// - Parameter attempts: few where the service may well not be there.
    init(attempts: Int, connect: Duration, clock: RetryClock) throws {
        client = try HTTPClient()
        timeouts = Timeouts(connect: connect, stall: .seconds(3), total: .seconds(10))
        var retry = RetryPolicy()
        retry.attempts = attempts
        retry.firstDelay = .milliseconds(100)
        retry.clock = clock
        self.retry = retry
    }

    /// - Returns: an answer with a status of 2xx.
    /// - Throws: ``HTTPError``.
    func ask(_ method: HTTPRequest.Method, _ address: WebAddress, _ fields: [String: String]) async throws -> FullResponse {
        var request = Request(method, address)
        request.redirects = .handBack
        request.timeouts = timeouts
        for (name, value) in fields { request.fields.set(name, value) }
        return try await retry.run {
            let response = try await client.fetch(request, limit: 1 << 20)
            let answer = AWSAnswer(response)
            guard answer.isSuccess else { throw Fault(answer).error(answer) }
            return response
        }
    }
}
