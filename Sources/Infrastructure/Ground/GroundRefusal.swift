import Diagnostics
import Release

/// A stack was not touched, because of what it would meet: all of it at once.
package struct GroundRefusal: UserFacingError, Equatable {
    package let stack: String
    /// Errors first, at least one; then what is only doubtful.
    package let findings: [ReleaseFinding]

    /// - Returns: nil when nothing stands in the way.
    package init?(stack: String, _ findings: [ReleaseFinding]) {
        let errors = findings.filter { $0.severity == .error }
        guard !errors.isEmpty else { return nil }
        self.stack = stack
        self.findings = errors + findings.filter { $0.severity == .warning }
    }

    package var summary: String {
        let count = findings.count { $0.severity == .error }
        return "the stack '\(stack)' is refused for \(count == 1 ? "a reason" : "\(count) reasons"); nothing was changed"
    }

    package var reason: String? { findings.map(\.text).joined(separator: "\n") }
    package var exitCode: ExitCode { .refused }
}
