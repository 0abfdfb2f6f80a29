import Diagnostics

/// What was typed, or set in the environment, cannot be meant.
struct UsageError: UserFacingError {
    let summary: String
    let hint: String?

    init(_ summary: String, hint: String? = nil) {
        self.summary = summary
        self.hint = hint
    }

    var exitCode: ExitCode { .usage }
}
