import Diagnostics
import HTTP

extension AWSError {
    /// A service's refusal, for the person who has to do something about it.
    init(_ fault: Fault, _ call: AWSCall, with credentials: Credentials?) {
        let identifier = fault.requestID.map { "request \($0)" }
        let words = fault.message ?? "status \(fault.status)"
        let reason = [fault.code.map { "\($0): \(words)" } ?? "\(fault.status): \(words)", identifier].compactMap(\.self)
        self.init(
            .service(fault.code ?? "HTTP \(fault.status)"),
            "AWS \(fault.isDenial ? "does not allow" : "refused") '\(call.permission)'" + (call.resource.map { " for '\($0)'" } ?? ""),
            reason: reason.joined(separator: "\n"), hint: fault.hint(call, credentials), requestID: fault.requestID,
            words: fault.message)
    }
}

extension Fault {
    /// Whoever asks is known, and may not.
    var isDenial: Bool {
        ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedAccess", "AuthorizationError"].contains(code ?? "")
    }

    static func isExpiry(_ error: AWSError) -> Bool {
        guard case .service(let code) = error.code else { return false }
        return expiries.contains(code)
    }

    /// This fault as the error that ``RetryPolicy`` decides by.
    func error(_ answer: AWSAnswer) -> HTTPError {
        let after = answer.fields[.retryAfter].flatMap(RetryAfter.init)
        let number = isThrottling ? 429 : isTransient && status < 500 ? 503 : status
        return HTTPError(.status(number), answer.address, message: message, retryAfter: after)
    }

    func hint(_ call: AWSCall, _ credentials: Credentials?) -> String? {
        if isDenial, call.action == "AssumeRoleWithWebIdentity" {
            return
                "the trust policy of '\(call.resource ?? "the role")' must allow '\(call.permission)' to the token's issuer, for its audience and subject"
        }
        if isDenial { return Denial(message ?? "", action: call.permission).hint }
        if isExpiry, call.action == "AssumeRoleWithWebIdentity" {
            return
                "the token is older than its issuer lets it be, often five minutes: fetch it anew right before each command; in GitHub Actions"
                + " leave AWS_WEB_IDENTITY_TOKEN_FILE unset, and imgship asks for one itself"
        }
        if isExpiry { return "the session has ended: sign in again, or export new AWS_* variables" }
        switch code {
        case "SignatureDoesNotMatch": return "check the secret access key\(Self.named(credentials)), and the clock of this machine"
        case "InvalidSignatureException": return "check the clock of this machine, and the secret access key\(Self.named(credentials))"
        case "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId":
            return "AWS does not know the access key\(Self.named(credentials)): check it, and the partition of the region"
        case "RequestTimeTooSkewed", "RequestInTheFuture": return "set the clock of this machine"
        case "OptInRequired": return "enable the region or service for this account"
        case nil: return "this is not an answer of AWS: check the proxy, and AWS_ENDPOINT_URL if it is set"
        case let code?:
            if isThrottling { return "AWS limits how often it may be called; try again later" }
            return KnownRefusals.hint(code: code, message: message ?? "")
        }
    }

    private static func named(_ credentials: Credentials?) -> String { credentials.map { " '\($0.accessKeyID)'" } ?? "" }
}
