import Diagnostics
import FoundationEssentials
import HTTP
import HTTPTypes

/// Calls AWS: signed, tried again where that may help, its errors told in AWS's own words.
package struct AWSClient: Sendable {
    package let region: Region
    package let endpoints: Endpoints
    private let http: HTTPClient
    private let provider: (any CredentialProvider)?
    private let retry: RetryPolicy
    private let signers: [AWSService: SigV4]

    /// - Parameter credentials: nil for calls that carry their proof in themselves, and are not signed.
    package init(
        _ http: HTTPClient, region: Region, credentials: (any CredentialProvider)?, endpoints: Endpoints, retry: RetryPolicy = RetryPolicy()
    ) {
        self.http = http
        self.region = region
        self.endpoints = endpoints
        self.retry = retry
        provider = credentials
        let known = [AWSService.sts, .ecr, .ecs].map { ($0, SigV4(region: region.name, service: $0.signingName)) }
        signers = Dictionary(uniqueKeysWithValues: known)
    }

    /// Makes one call and reads its answer.
    /// - Throws: ``AWSError`` `.service` with AWS's words, `.unreachable` without an answer; what the credentials throw; `CancellationError`.
    package func call(_ call: AWSCall) async throws -> FullResponse {
        let request = try call.request(to: endpoints.address(of: call.service, in: region))
        guard let provider else { return try await send(request, for: call, with: nil) }
        let credentials = try await provider.credentials()
        do {
            return try await send(request, for: call, with: credentials)
        } catch let error as AWSError where Fault.isExpiry(error) {
            // Once: they ended between being read and being used, or the machine's clock is late.
            let fresh = try await provider.credentials(insteadOf: credentials)
            guard fresh != credentials else { throw error }
            return try await send(request, for: call, with: fresh)
        }
    }

    /// As `call`, with the answer's JSON decoded.
    /// - Throws: as `call`; ``AWSError`` `.badAnswer` when the answer is not that.
    package func json<Answer: Decodable>(_ call: AWSCall, as type: Answer.Type) async throws -> Answer {
        let response = try await self.call(call)
        do {
            return try JSONDecoder().decode(type, from: Data(response.bytes))
        } catch {
            throw Self.badAnswer(call, response)
        }
    }

    /// As `call`, with the answer's XML parsed: its root element.
    /// - Throws: as `call`; ``AWSError`` `.badAnswer` when the answer is not XML.
    package func xml(_ call: AWSCall) async throws -> XMLElement {
        let response = try await self.call(call)
        guard let root = XMLParser.parse(response.bytes) else { throw Self.badAnswer(call, response) }
        return root
    }

    static func badAnswer(_ call: AWSCall, _ response: FullResponse) -> AWSError {
        AWSError(
            .badAnswer, "the answer to '\(call.permission)' is not what AWS answers",
            reason: "from \(response.head.address), \(response.bytes.count) bytes",
            hint: "check the proxy, and AWS_ENDPOINT_URL if it is set", requestID: Fault(response).requestID)
    }
}

extension AWSClient {
    /// Signs anew for every attempt: a signature is good for minutes only.
    private func send(_ request: Request, for call: AWSCall, with credentials: Credentials?) async throws -> FullResponse {
        let signer = signers[call.service] ?? SigV4(region: region.name, service: call.service.signingName)
        var fault: Fault?
        do {
            return try await retry.run(call.safety) {
                fault = nil
                var attempt = request
                if let credentials { attempt = try signer.sign(request, with: credentials, at: retry.clock.secondsSince1970()) }
                let response = try await http.fetch(attempt)
                if response.head.status.kind == .successful { return response }
                let found = Fault(response)
                fault = found
                throw found.error(response.head)
            }
        } catch let error as HTTPError {
            if let fault { throw AWSError(fault, call, with: credentials) }
            throw AWSError(
                .unreachable, "no answer from AWS for '\(call.permission)'", reason: AWSError.words(of: error),
                hint: error.hint)
        }
    }
}
