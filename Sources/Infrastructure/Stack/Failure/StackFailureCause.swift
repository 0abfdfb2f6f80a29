/// Why CloudFormation could not do something with a resource, as far as its words tell.
package enum StackFailureCause: String, Sendable, CaseIterable {
    case denied
    case quota
    case nameTaken = "name-taken"
    case network
    case certificate
    case inUse = "in-use"
    case notEmpty = "not-empty"
    case tooSlow = "too-slow"
    case throttled
    case missingLinkedRole = "missing-linked-role"
    case invalid
    case other
}
