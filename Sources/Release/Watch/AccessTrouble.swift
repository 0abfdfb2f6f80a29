import AWS

/// What a call that failed means for someone who only looks on.
package enum AccessTrouble: Sendable {
    /// Too many calls, a fault of AWS's, no network for a moment: to be asked again later.
    case passing
    /// The session has ended, or the caller may not look.
    case lasting
    case clusterGone
    /// None of these: asking again would not help.
    case other

    package init(_ error: AWSError) {
        switch error.code {
        case .unreachable, .badAnswer: self = .passing
        case .noCredentials, .credentialSource: self = .lasting
        case .invalidConfiguration, .invalidRequest: self = .other
        case .service(let name):
            let code = error.serviceCode ?? name
            if code == "ClusterNotFound" {
                self = .clusterGone
            } else if Self.passingCodes.contains(code) || name.hasPrefix("HTTP 5") || name == "HTTP 429" {
                self = .passing
            } else if Self.lastingCodes.contains(where: code.hasPrefix) {
                self = .lasting
            } else {
                self = .other
            }
        }
    }

    private static let passingCodes: Set = [
        "Throttling", "Throttled", "ThrottledException", "TooManyRequests", "RequestLimitExceeded", "RequestThrottled", "Server",
        "InternalServer", "InternalError", "InternalFailure", "ServiceUnavailable", "RequestTimeout",
    ]
    private static let lastingCodes = [
        "ExpiredToken", "RequestExpired", "TokenRefreshRequired", "AccessDenied", "UnrecognizedClient", "InvalidClientTokenId",
        "UnauthorizedOperation", "InvalidSignature", "SignatureDoesNotMatch",
    ]
}
