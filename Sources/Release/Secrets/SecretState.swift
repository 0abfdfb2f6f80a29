/// A secret as it is now, without its value.
package struct SecretState: Sendable, Hashable {
    package let secret: NamedSecret
    /// Nil for one that is not there.
    package var arn: String?
    /// Seconds since 1970.
    package var changedAt: Double?
    package var isBeingDeleted = false
}
