import Diagnostics

/// A revision that a service cannot go back to.
package struct RevisionUnusable: UserFacingError, Equatable {
    /// As the user named it.
    package let revision: String
    package let reason: String?

    package var summary: String { "cannot go back to the revision '\(revision)'" }
    package var hint: String? { "see `imgship history`" }
    package var exitCode: ExitCode { .usage }
}
