import Diagnostics

/// `imgship.lock` cannot be used as it is.
package struct LockError: UserFacingError, Equatable {
    package enum Code: Equatable, Sendable {
        /// Version control left conflict markers.
        case hasConflicts
        /// Written by a newer imgship.
        case newerVersion
        /// Not what `imgship lock` writes.
        case invalid
    }

    package let code: Code
    package let summary: String
    package let location: SourceLocation?

    package init(_ code: Code, _ summary: String, at location: SourceLocation) {
        self.code = code
        self.summary = summary
        self.location = location
    }

    package var hint: String? {
        switch code {
        case .hasConflicts: nil
        case .newerVersion: "update imgship"
        case .invalid: "the file is written by `imgship lock`: run it again, or take the file from version control"
        }
    }

    package var exitCode: ExitCode { .usage }
}
