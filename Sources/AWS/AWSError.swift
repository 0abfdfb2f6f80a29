import Diagnostics

/// A call to AWS, or the credentials for one, that did not work.
package struct AWSError: UserFacingError, Equatable {
    package enum Code: Hashable, Sendable {
        /// No source had credentials.
        case noCredentials
        /// A source was set up, and did not work.
        case credentialSource
        /// A profile, endpoint or region the user wrote is not usable.
        case invalidConfiguration
        /// A request that cannot be sent: a defect of the caller.
        case invalidRequest
        /// AWS answered with this error code (`AccessDeniedException`) or, without one, `HTTP 500`.
        case service(String)
        /// No answer from AWS at all.
        case unreachable
        /// An answer of AWS that does not say what it should.
        case badAnswer
    }

    package let code: Code
    package let summary: String
    package let reason: String?
    package let hint: String?
    /// AWS's own name for the request, for their support.
    package let requestID: String?
    /// What AWS said, word for word; a part of ``reason``.
    package let words: String?

    package init(
        _ code: Code, _ summary: String, reason: String? = nil, hint: String? = nil, requestID: String? = nil, words: String? = nil
    ) {
        self.code = code
        self.summary = summary
        self.reason = reason
        self.hint = hint
        self.requestID = requestID
        self.words = words
    }

    package var exitCode: ExitCode { code == .invalidConfiguration ? .usage : .failed }

    /// AWS's error code without `Exception` and `Fault` at its end; nil when AWS did not answer.
    package var serviceCode: String? {
        guard case .service(let name) = code else { return nil }
        for ending in ["Exception", "Fault"] where name.hasSuffix(ending) { return String(name.dropLast(ending.count)) }
        return name
    }

    /// What another part of the program says went wrong, as a reason of ours.
    static func words(of error: any Error) -> String {
        guard let error = error as? any UserFacingError else { return "\(error)" }
        return error.summary + (error.reason.map { ": \($0)" } ?? "")
    }
}
