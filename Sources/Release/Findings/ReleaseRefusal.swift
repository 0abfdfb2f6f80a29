import Diagnostics

/// Nothing was changed, because of what the checks found: all of it at once.
package struct ReleaseRefusal: UserFacingError, Equatable {
    /// Errors first, at least one; then what is only doubtful.
    package let findings: [ReleaseFinding]

    /// - Returns: nil when nothing stands in the way.
    package init?(_ findings: [ReleaseFinding]) {
        let errors = findings.filter { $0.severity == .error }
        guard !errors.isEmpty else { return nil }
        self.findings = errors + findings.filter { $0.severity == .warning }
    }

    package var summary: String {
        let count = findings.count { $0.severity == .error }
        return "the release is refused for \(count == 1 ? "a reason" : "\(count) reasons"); nothing was changed"
    }

    package var reason: String? { findings.map(\.text).joined(separator: "\n") }
    package var exitCode: ExitCode { .refused }
}
