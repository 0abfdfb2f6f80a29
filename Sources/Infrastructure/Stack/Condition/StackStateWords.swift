/// What the states of a stack mean, and what leads out of those that a stack stays in.
/// - Source: CloudFormation User Guide, "Stack status codes", "Troubleshooting CloudFormation".
enum StackStateWords {
    static let meaning = [
        "CREATE_FAILED": "its creation has failed, and was not taken back",
        "ROLLBACK_COMPLETE": "its creation has failed and was taken back: CloudFormation only lets it be deleted",
        "ROLLBACK_FAILED": "its creation has failed, and so has taking it back: some of its resources are left",
        "UPDATE_FAILED": "an update has failed, and was not taken back",
        "UPDATE_ROLLBACK_FAILED": "an update has failed, and so has taking it back",
        "DELETE_FAILED": "its deletion has failed: some of its resources are left",
        "CREATE_IN_PROGRESS": "it is being made", "UPDATE_IN_PROGRESS": "it is being changed", "DELETE_IN_PROGRESS": "it is being deleted",
        "ROLLBACK_IN_PROGRESS": "its creation has failed, and is being taken back",
        "UPDATE_ROLLBACK_IN_PROGRESS": "an update has failed, and is being taken back",
        "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS": "it has been changed; what is not needed any more is being deleted",
        "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS": "an update was taken back; what it had made is being deleted",
        "IMPORT_IN_PROGRESS": "resources are being taken into it",
        "IMPORT_ROLLBACK_FAILED": "resources were to be taken into it; that has failed, and so has taking it back",
    ]

    /// What to type.
    static func remedy(_ status: String, stack: String) -> String? {
        switch status {
        case "CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED": return "`imgship infra apply` deletes what is left, and makes it anew"
        case "UPDATE_ROLLBACK_FAILED": return "`imgship infra apply` goes on with taking it back, then plans anew"
        case "DELETE_FAILED": return "`imgship infra destroy` goes on with deleting; --retain leaves a resource behind"
        case "UPDATE_FAILED": return "take the update back first: `aws cloudformation rollback-stack --stack-name \(stack)`"
        case "IMPORT_ROLLBACK_FAILED":
            return "mend what its events name (`aws cloudformation describe-stack-events --stack-name \(stack)`); "
                + "if nothing else helps, delete the stack: what was to be imported is kept"
        default: return status.hasSuffix("_IN_PROGRESS") ? "`imgship infra apply` follows it to its end, then goes on" : nil
        }
    }
}
