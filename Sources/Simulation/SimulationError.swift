import Diagnostics

/// A simulation that cannot begin.
package struct SimulationError: UserFacingError, Equatable {
    package let summary: String
    package let reason: String?

    init(_ summary: String, reason: String) {
        self.summary = summary
        self.reason = reason
    }
}
