import Diagnostics

/// What was typed, or set in the environment, cannot be meant.
struct UsageError: UserFacingError {
    let summary: String
    let reason: String?
    let hint: String?

    init(_ summary: String, reason: String? = nil, hint: String? = nil) {
        self.summary = summary
        self.reason = reason
        self.hint = hint
    }

    var exitCode: ExitCode { .usage }
}
