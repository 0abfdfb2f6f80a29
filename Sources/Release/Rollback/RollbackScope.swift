import Diagnostics

/// Which of the services that are named go back.
package enum RollbackScope: Sendable, Hashable {
    /// Those that the last release brought a new revision.
    case lastRelease
    /// Each of them, by itself.
    case each
}

/// Nothing says which services the last release changed.
package struct ReleaseUnknown: UserFacingError, Equatable {
    package let services: [String]

    package var summary: String { "it is not known which services the last release changed" }
    package var reason: String? { "none of what runs was registered by a release of imgship, which leaves its name on each revision" }
    package var hint: String? { "name those that are to go back, or take --all: \(services.joined(separator: ", "))" }
    package var exitCode: ExitCode { .usage }
}
