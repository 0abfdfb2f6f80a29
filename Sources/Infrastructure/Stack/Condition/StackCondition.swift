import AWS

/// What can be done with a stack, by the state that it is in.
/// - Source: CloudFormation User Guide, "Stack status codes".
package enum StackCondition: Sendable, Hashable {
    /// None of that name, or one that has been deleted.
    case absent
    /// Planned, and never made: it has nothing in it.
    case planned
    /// Made; it can be changed.
    case steady
    /// Something is under way that must end first.
    case working
    /// Its creation has failed: nothing but deleting is possible.
    case unmade
    /// An update has failed, and so has taking it back.
    case halfway
    /// Its deletion has failed.
    case halfDeleted
    /// Nothing that this program does helps.
    case stuck

    init(_ stack: Stack?) {
        guard let status = stack?.status else {
            self = .absent
            return
        }
        switch status {
        case "DELETE_COMPLETE": self = .absent
        case "REVIEW_IN_PROGRESS": self = .planned
        case "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE": self = .steady
        case "CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED": self = .unmade
        case "UPDATE_ROLLBACK_FAILED": self = .halfway
        case "DELETE_FAILED": self = .halfDeleted
        default: self = status.hasSuffix("_IN_PROGRESS") ? .working : .stuck
        }
    }
}
