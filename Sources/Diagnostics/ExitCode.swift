/// What the program's exit status says; the contract of every command.
package enum ExitCode: Int32, Sendable, CaseIterable {
    /// Done, or there was nothing to do.
    case done = 0
    /// Something failed; nothing is half written.
    case failed = 1
    /// Wrong usage, or a file the user wrote is wrong or out of date.
    case usage = 2
    /// A rollout failed and was rolled back.
    case rolledBack = 3
    /// A wait ended before the thing waited for.
    case timedOut = 4
    /// Refused by a check before anything was changed.
    case refused = 5
    /// Interrupted by the user (128 + SIGINT).
    case interrupted = 130
}
