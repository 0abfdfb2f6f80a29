/// An error written for the person at the terminal: what failed, why, and what to do.
///
/// Printed as
///
///     error: <summary>
///       <reason>
///       hint: <hint>
package protocol UserFacingError: Error, Sendable {
    /// What failed, on which thing: lower-case, no full stop, user values quoted.
    var summary: String { get }
    /// The reason in the source's own words: errno, libarchive, a registry, a helper's last lines.
    var reason: String? { get }
    /// What to do, only when we know.
    var hint: String? { get }
    /// The place in a file the user wrote, when the error is about one.
    var location: SourceLocation? { get }
    /// What the program ends with when this error reaches the top.
    var exitCode: ExitCode { get }
}

extension UserFacingError {
    package var reason: String? { nil }
    package var hint: String? { nil }
    package var location: SourceLocation? { nil }
    package var exitCode: ExitCode { .failed }

    /// The whole report, as lines without colour: the text that golden files and `--json` errors hold.
    package var report: String {
        var lines = [(location.map { "\($0): " } ?? "error: ") + summary]
        if let reason { lines += reason.split(separator: "\n").map { "  " + $0 } }
        if let hint { lines.append("  hint: " + hint) }
        return lines.joined(separator: "\n")
    }
}
