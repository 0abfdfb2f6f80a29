import Diagnostics

/// A build that cannot be planned, or whose inputs do not fit together.
package struct BuildError: UserFacingError, Equatable {
    package enum Code: Equatable, Sendable {
        case unknownImage
        case noLock
        case outdatedLock
        case missingSource
        case unsupportedPlatform
        case unsupportedBase
        case noInterpreter
        case notReproducible
    }

    package let code: Code
    package let summary: String
    package let reason: String?
    package let hint: String?
    package let location: SourceLocation?

    package init(_ code: Code, _ summary: String, reason: String? = nil, hint: String? = nil, at location: SourceLocation? = nil) {
        self.code = code
        self.summary = summary
        self.reason = reason
        self.hint = hint
        self.location = location
    }

    package var exitCode: ExitCode { code == .notReproducible ? .failed : .usage }
}
