import AWS

/// How many tasks a service is to have after it was scaled, and who decides on that.
package struct ScalingOutcome: Sendable, Hashable {
    package let service: ServiceAddress
    package let desiredBefore: Int
    package let desired: Int
    /// Nil for a service that is not scaled by itself.
    package let bounds: Bounds?

    package struct Bounds: Sendable, Hashable {
        package let minimum: Int
        package let maximum: Int
        package let isSuspended: Bool
        /// Whether scheduled actions change them.
        package var isScheduled = false
    }
}
