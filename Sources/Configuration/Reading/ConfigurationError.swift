import Diagnostics

/// Everything that is wrong with `imgship.yaml`, in the order of the file.
package struct ConfigurationError: UserFacingError, Equatable {
    /// At least one.
    package let findings: [Finding]

    init(_ findings: [Finding]) {
        self.findings = findings
    }

    package var location: SourceLocation? { findings.first?.location }

    /// The first message, and on a line of its own each further finding with its location.
    package var summary: String {
        ([findings.first?.message ?? "the file cannot be read"] + findings.dropFirst().map(\.description)).joined(separator: "\n")
    }

    package var exitCode: ExitCode { .usage }
}
