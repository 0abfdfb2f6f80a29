import Diagnostics

/// A policy that a role cannot have.
package struct PolicyError: UserFacingError, Equatable {
    package enum Code: Sendable, Equatable {
        /// Its file is not there, or may not be read.
        case unreadable(String, reason: String)
        /// It is no JSON.
        case syntax(String)
        /// It is no policy of IAM.
        case form(String)
        /// The inline policies of a role have too many characters together.
        case tooLong(Int, role: String, isOurs: Bool)
        case tooMany(Int, role: String)
    }

    package let code: Code
    package let location: SourceLocation?

    init(_ code: Code, _ location: SourceLocation?) {
        self.code = code
        self.location = location
    }

    /// Of all inline policies of a role together, white space left out.
    /// - Source: IAM User Guide, "IAM and AWS STS quotas".
    static let sizeLimit = 10_240
    /// Managed policies of a role, at most.
    /// - Source: as above; 10 unless the account was given more.
    static let managedLimit = 20

    package var summary: String {
        switch code {
        case .unreadable(let path, _): "cannot read the policy '\(path)'"
        case .syntax(let what): "the policy is not JSON: \(what)"
        case .form(let what): "this is not a policy: \(what)"
        case .tooLong(let size, let role, _): "the policies of '\(role)' have \(size) characters together, a role takes \(Self.sizeLimit)"
        case .tooMany(let count, let role): "'\(role)' has \(count) managed policies, a role takes \(Self.managedLimit)"
        }
    }

    package var reason: String? {
        if case .unreadable(_, let reason) = code { reason } else { nil }
    }

    package var hint: String? {
        switch code {
        case .unreadable, .syntax, .form: nil
        case .tooLong(_, _, isOurs: true): "it grows with services, images and secrets: make two projects of it"
        case .tooLong: "make managed policies of them, and list their ARNs"
        case .tooMany: "put several into one policy"
        }
    }

    package var exitCode: ExitCode { .usage }
}
