import Diagnostics
import FoundationEssentials
import HTTP
import JSON

/// Calls AWS: signed, tried again where that may help, its errors told in AWS's own words.
package struct AWSClient: Sendable {
    package let region: Region
    private let transport: any AWSTransport
    private let provider: (any CredentialProvider)?
    private let retry: RetryPolicy

    /// - Parameter credentials: nil for calls that carry their proof in themselves, and are not signed.
    package init(_ transport: any AWSTransport, region: Region, credentials: (any CredentialProvider)?, retry: RetryPolicy = RetryPolicy())
    {
        self.transport = transport
        self.region = region
        self.retry = retry
        provider = credentials
    }

    /// A client that calls AWS over the network.
    package init(
        _ http: HTTPClient, region: Region, credentials: (any CredentialProvider)?, endpoints: Endpoints, retry: RetryPolicy = RetryPolicy()
    ) {
        self.init(SignedTransport(http, endpoints, clock: retry.clock), region: region, credentials: credentials, retry: retry)
    }

    /// Makes one call and reads its answer.
    /// - Throws: ``AWSError`` `.service` with AWS's words, `.unreachable` without an answer; what the credentials throw; `CancellationError`.
    package func call(_ call: AWSCall) async throws -> AWSAnswer {
        guard let provider else { return try await send(call, with: nil) }
        let credentials = try await provider.credentials()
        do {
            return try await send(call, with: credentials)
        } catch let error as AWSError where Fault.isExpiry(error) {
            // Once: they ended between being read and being used, or the machine's clock is late.
            let fresh = try await provider.credentials(insteadOf: credentials)
            guard fresh != credentials else { throw error }
            return try await send(call, with: fresh)
        }
    }

    /// As `call`, with the answer's JSON; an answer without a body is an empty object: some actions have nothing to say.
    /// - Throws: as `call`; ``AWSError`` `.badAnswer` when the answer is not a JSON object.
    package func json(_ call: AWSCall) async throws -> JSONValue {
        let answer = try await self.call(call)
        if answer.bytes.isEmpty { return .object([:]) }
        guard let value = try? JSONValue(parsing: answer.bytes, name: "the answer"), value.object != nil else {
            throw Self.badAnswer(call, answer)
        }
        return value
    }

    /// As `call`, with the answer's JSON decoded.
    /// - Throws: as `call`; ``AWSError`` `.badAnswer` when the answer is not that.
    package func json<Answer: Decodable>(_ call: AWSCall, as type: Answer.Type) async throws -> Answer {
        let answer = try await self.call(call)
        do {
            return try JSONDecoder().decode(type, from: Data(answer.bytes))
        } catch {
            throw Self.badAnswer(call, answer)
        }
    }

    /// As `call`, with the answer's XML parsed: its root element.
    /// - Throws: as `call`; ``AWSError`` `.badAnswer` when the answer is not XML.
    package func xml(_ call: AWSCall) async throws -> XMLElement {
        let answer = try await self.call(call)
        guard let root = XMLParser.parse(answer.bytes) else { throw Self.badAnswer(call, answer) }
        return root
    }

    static func badAnswer(_ call: AWSCall, _ answer: AWSAnswer) -> AWSError {
        AWSError(
            .badAnswer, "the answer to '\(call.permission)' is not what AWS answers",
            reason: "from \(answer.address), \(answer.bytes.count) bytes",
            hint: "check the proxy, and AWS_ENDPOINT_URL if it is set", requestID: Fault(answer).requestID)
    }
}

extension AWSClient {
    private func send(_ call: AWSCall, with credentials: Credentials?) async throws -> AWSAnswer {
        var fault: Fault?
        do {
            return try await retry.run(call.safety) {
                fault = nil
                let answer = try await transport.send(call, in: region, with: credentials)
                if answer.isSuccess { return answer }
                let found = Fault(answer)
                fault = found
                throw found.error(answer)
            }
        } catch let error as HTTPError {
            if let fault { throw AWSError(fault, call, with: credentials) }
            throw AWSError(
                .unreachable, "no answer from AWS for '\(call.permission)'", reason: AWSError.words(of: error),
                hint: error.hint)
        }
    }
}
