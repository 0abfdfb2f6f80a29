import Diagnostics

/// A release that changed something, or was about to, and did not end well.
package struct ReleaseFailure: UserFacingError {
    package enum Code: Sendable, Hashable {
        /// All services are as they were before.
        case rolledBack
        /// At least one is neither as it was nor as it was wanted.
        case rollbackFailed
        case timedOut
        /// A deployment waits for someone to continue it.
        case paused
        /// The task before the release failed.
        case taskFailed
        /// Someone else deployed the service meanwhile, or deleted it, or its cluster.
        case displaced
        /// AWS cannot be asked any more: the session has ended, or the network is gone.
        case outOfSight
        /// Something else runs than what was deployed.
        case unproven
        case interrupted
        /// AWS refused a change.
        case refused
    }

    package let code: Code
    package let summary: String
    package let reason: String?
    package let hint: String?
    /// What was done up to then.
    package let record: ReleaseRecord
    /// One for each service whose deployment failed.
    package let postMortems: [PostMortem]
    /// No service was told anything.
    package var leftAll = false

    init(
        _ code: Code, _ summary: String, reason: String? = nil, hint: String? = nil, _ record: ReleaseRecord,
        _ postMortems: [PostMortem] = []
    ) {
        self.code = code
        self.summary = summary
        self.reason = reason
        self.hint = hint
        self.record = record
        self.postMortems = postMortems
    }

    package var exitCode: ExitCode {
        switch code {
        case .rolledBack: .rolledBack
        case .timedOut, .paused: .timedOut
        case .interrupted: .interrupted
        case .taskFailed, .refused: leftAll ? .rolledBack : .failed
        case .rollbackFailed, .displaced, .outOfSight, .unproven: .failed
        }
    }
}
