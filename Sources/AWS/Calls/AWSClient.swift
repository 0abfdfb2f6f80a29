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
    private let pacer: CallPacer?
    private let trace: CallTrace

    /// - Parameters:
    ///   - credentials: nil for calls that carry their proof in themselves, and are not signed.
    ///   - pacer: shared by all clients of an account; nil for calls at any pace.
    ///   - reporter: gets a line for each call.
    package init(
        _ transport: any AWSTransport, region: Region, credentials: (any CredentialProvider)?, retry: RetryPolicy = RetryPolicy(),
        pacer: CallPacer? = nil, reporter: any Reporter = SilentReporter()
    ) {
        self.transport = transport
        self.region = region
        self.retry = retry
        self.pacer = pacer
        provider = credentials
        trace = CallTrace(reporter: reporter, clock: retry.clock)
    }

    /// A client that calls AWS over the network.
    package init(
        _ http: HTTPClient, region: Region, credentials: (any CredentialProvider)?, endpoints: Endpoints,
        retry: RetryPolicy = RetryPolicy(),
        pacer: CallPacer? = nil, reporter: any Reporter = SilentReporter()
    ) {
        self.init(
            SignedTransport(http, endpoints, clock: retry.clock), region: region, credentials: credentials, retry: retry, pacer: pacer,
            reporter: reporter)
    }

    /// Makes one call and reads its answer.
    /// - Throws: ``AWSError`` `.service` with AWS's words, `.unreachable` without an answer; what the credentials throw; `CancellationError`.
    package func call(_ call: AWSCall) async throws -> AWSAnswer {
        var refusal: Refusal?
        do {
            return try await retry.run(call.safety) {
                refusal = nil
                do {
                    return try await attempt(call)
                } catch let found as Refusal {
                    refusal = found
                    throw found.fault.error(found.answer)
                }
            }
        } catch let error as HTTPError {
            if let refusal { throw AWSError(refusal.fault, call, with: refusal.credentials) }
            throw AWSError(
                .unreachable, "no answer from AWS for '\(call.permission)'", reason: AWSError.words(of: error),
                hint: error.hint)
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

/// An answer that is a service's refusal.
private struct Refusal: Error {
    let fault: Fault
    let answer: AWSAnswer
    let credentials: Credentials?
}

extension AWSClient {
    /// Makes the call once, with the credentials of this moment: between two attempts others may have become valid.
    private func attempt(_ call: AWSCall) async throws -> AWSAnswer {
        guard let provider else { return try await send(call, with: nil) }
        let credentials = try await provider.credentials()
        do {
            return try await send(call, with: credentials)
        } catch let refusal as Refusal where refusal.fault.isExpiry {
            // Once: they ended between being read and being used, or the machine's clock is late.
            let fresh = try await provider.credentials(insteadOf: credentials)
            guard fresh != credentials else { throw refusal }
            return try await send(call, with: fresh)
        }
    }

    private func send(_ call: AWSCall, with credentials: Credentials?) async throws -> AWSAnswer {
        try await pacer?.wait(for: call, in: region)
        let answer = try await trace.around(call) { try await transport.send(call, in: region, with: credentials) }
        if answer.isSuccess {
            pacer?.learn(.taken, of: call, in: region)
            return answer
        }
        let fault = Fault(answer)
        if fault.isThrottling { pacer?.learn(.throttled, of: call, in: region) }
        throw Refusal(fault: fault, answer: answer, credentials: credentials)
    }
}
