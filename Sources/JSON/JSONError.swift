import Diagnostics

/// A text that should be JSON and is not.
package struct JSONError: UserFacingError, Equatable {
    /// What the text is, as people call it: "the task definition 'task.json'".
    package let name: String
    package let reason: String?

    package init(_ name: String, reason: String) {
        self.name = name
        self.reason = reason
    }

    package var summary: String { "\(name) is not JSON" }
    package var exitCode: ExitCode { .usage }
}
