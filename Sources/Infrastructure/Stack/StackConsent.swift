/// Something about a stack that is done only when whoever is in charge wants it.
package enum StackQuestion: Sendable {
    /// Carry out what is planned.
    case carryOut(PlannedStack)
    /// Delete what is left of a creation that has failed, in CloudFormation's word for the state, and make the stack anew.
    case deleteRemains(status: String)
    /// Go on with taking back an update; the logical ids are those that are left as they are.
    case goOnTakingBack(skipping: [String])
    /// Delete the stack.
    case destroy(Destruction)
}

/// Asks; returns for a yes.
/// - Throws: for a no: `CancellationError`, or what keeps it from asking.
package typealias StackConsent = @Sendable (StackQuestion) async throws -> Void
