import Diagnostics

/// A stack could not be compared with its template.
package struct DriftError: UserFacingError, Equatable {
    package enum Code: Sendable, Equatable {
        case noStack
        /// CloudFormation was still at it.
        case late
    }

    package let code: Code
    package let stack: String

    init(_ code: Code, stack: String) {
        self.code = code
        self.stack = stack
    }

    package var summary: String {
        switch code {
        case .noStack: "there is no stack '\(stack)'"
        case .late: "CloudFormation still compares the stack '\(stack)' after \(DriftDetector.limit.components.seconds / 60) minutes"
        }
    }

    package var hint: String? {
        switch code {
        case .noStack: "`imgship infra apply` makes it; check the region, the account and --env if it should be there"
        case .late: "run `imgship infra drift` again later"
        }
    }

    package var exitCode: ExitCode { code == .late ? .timedOut : .failed }
}
