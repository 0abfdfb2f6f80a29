import HTTP
import HTTPTypes
import JSON

/// Asks one of the services that renew sign-ins: JSON by POST, not signed, since what is sent is the proof.
struct SignInCall: Sendable {
    let service: AWSService
    let region: Region
    let path: String
    let body: JSONObject

    /// A service said no.
    struct Refusal: Error {
        let fault: Fault
        /// The short word that OAuth has for the reason: `invalid_grant`.
        let word: String?
        var words: String { [fault.code ?? "\(fault.status)", fault.message].compactMap(\.self).joined(separator: ": ") }
    }

    /// - Parameter proof: the field `DPoP` for an address, made anew for each attempt; nil for a service that wants none.
    /// - Throws: ``Refusal``; ``HTTPError`` when there was no answer, or none but "later"; ``AWSError`` `.badAnswer`.
    func send(_ search: CredentialSearch, proof: ((WebAddress) -> String)? = nil) async throws -> JSONObject {
        let address = try search.endpoints.address(of: service, in: region, path: path)
        var refusal: Refusal?
        let answer: AWSAnswer
        do {
            answer = try await search.retry.run {
                var request = Request(.post, address, body: .bytes(JSONValue.object(body).bytes()))
                request.redirects = .handBack
                request.fields[.contentType] = "application/json"
                request.fields.set("DPoP", proof?(address))
                let answer = AWSAnswer(try await search.http.fetch(request, limit: 1 << 20))
                guard !answer.isSuccess else { return answer }
                let fault = Fault(answer)
                refusal = Refusal(fault: fault, word: Self.object(answer)?["error"]?.string)
                throw fault.error(answer)
            }
        } catch let error as HTTPError {
            if let refusal, !refusal.fault.isTransient, !refusal.fault.isThrottling, case .status = error.code { throw refusal }
            throw error
        }
        guard let object = Self.object(answer) else {
            throw AWSError(.badAnswer, "the answer of '\(address)' is not what AWS answers", hint: "check AWS_ENDPOINT_URL if it is set")
        }
        return object
    }

    private static func object(_ answer: AWSAnswer) -> JSONObject? { try? JSONValue(parsing: answer.bytes, name: "the answer").object }
}
