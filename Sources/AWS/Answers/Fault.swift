import Diagnostics
import FoundationEssentials
import HTTP
import HTTPTypes

/// What a service says went wrong, whichever of its dialects it says it in.
package struct Fault: Hashable, Sendable {
    /// `AccessDeniedException`; nil when the answer is not one of AWS's errors (an HTML page of a proxy).
    package let code: String?
    package let message: String?
    package let requestID: String?
    package let status: Int

    /// Reads the head first, then the body as JSON, as XML, and last as text for people.
    package init(_ answer: AWSAnswer) {
        let fields = answer.fields
        let body = Self.json(answer.bytes) ?? Self.xml(answer.bytes) ?? Self.text(answer)
        // Some services put a namespace before the name ("com.amazon.coral#Name"), some an address behind it ("Name:http://...").
        code = (fields.value(AWSField.errorType) ?? body.code).flatMap(Self.bare)
        message = body.message.map(Self.shown)
        requestID = AWSField.requestIDs.lazy.compactMap { fields.value($0) }.first ?? body.requestID
        status = answer.status
    }

    private struct Body {
        var code: String?
        var message: String?
        var requestID: String?
    }

    private struct JSONBody: Decodable {
        var __type: String?
        var code: String?
        var Code: String?
        var message: String?
        var Message: String?
        /// The token service of IAM Identity Center, as OAuth does.
        var error: String?
        var error_description: String?
    }

    private static func json(_ bytes: [UInt8]) -> Body? {
        guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"),
            let body = try? JSONDecoder().decode(JSONBody.self, from: Data(bytes))
        else { return nil }
        return Body(
            code: body.__type ?? body.code ?? body.Code ?? body.error, message: body.message ?? body.Message ?? body.error_description)
    }

    /// `<ErrorResponse><Error>` of the query services, `<Response><Errors><Error>` of EC2, and a bare `<Error>` of S3.
    private static func xml(_ bytes: [UInt8]) -> Body? {
        guard let root = XMLParser.parse(bytes) else { return nil }
        guard let error = root.name == "Error" ? root : root.child("Error") ?? root.child("Errors")?.child("Error") else { return nil }
        let identifier = ["RequestId", "RequestID"].lazy.compactMap { root.text(at: $0) ?? error.text(at: $0) }.first
        return Body(code: error.text(at: "Code"), message: error.text(at: "Message"), requestID: identifier)
    }

    /// The beginning of what remains when tags are taken out.
    private static func text(_ answer: AWSAnswer) -> Body {
        var isTag = false
        let text = answer.text.prefix(20_000).map { character -> Character in
            defer { if character == ">" { isTag = false } }
            if character == "<" { isTag = true }
            return isTag || character.isWhitespace ? " " : character
        }
        let words = String(text).split(separator: " ").joined(separator: " ")
        return Body(message: words.isEmpty ? nil : String(words.prefix(200)))
    }

    private static func bare(_ name: String) -> String? {
        let beforeAddress = name.split(separator: ":").first ?? ""
        return beforeAddress.split(separator: "#").last.map { $0.filter { $0 > " " && $0 != "\u{7f}" } }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A refused signature is answered with the canonical request, which holds the session token: only its first line is shown.
    private static func shown(_ message: String) -> String {
        let line = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return String(line.prefix(2000).filter { $0 >= " " && $0 != "\u{7f}" && $0 != "\u{9b}" })
    }
}

extension Fault {
    /// AWS asks for fewer calls.
    ///
    /// Without `LimitExceededException`, which ECR and ECS use for quotas: waiting does not raise those.
    /// - Source: the error codes that AWS's own clients take as throttling.
    var isThrottling: Bool {
        status == 429
            || [
                "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
                "TooManyRequestsException", "RequestLimitExceeded", "BandwidthLimitExceeded", "SlowDown",
                "PriorRequestNotComplete", "TransactionInProgressException", "ProvisionedThroughputExceededException",
                "EC2ThrottledException",
            ].contains(code ?? "")
            // ECS's word for two registrations of one family at once.
            || code == "ClientException" && message?.contains("Too many concurrent attempts") == true
    }

    /// The same call may go well a moment later.
    var isTransient: Bool {
        status >= 500
            || [
                "RequestTimeout", "RequestTimeoutException", "InternalError", "InternalFailure", "ServiceUnavailable",
                "IDPCommunicationError", "ConcurrentUpdateException",
            ].contains(code ?? "")
    }

    /// The session token has ended; with new credentials the call may go well.
    var isExpiry: Bool { Self.expiries.contains(code ?? "") }

    static let expiries: Set = ["ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"]
}
