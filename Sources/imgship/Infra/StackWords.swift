import Infrastructure
import Release
import Terminal

/// The states of stacks and resources in words.
enum StackWords {
    /// `creating`, `created`, `failed`, ...
    static func state(_ step: StackStep) -> String {
        if let words = ways[step.status] { return words }
        let parts = step.status.split(separator: "_", maxSplits: 1).map(String.init)
        guard parts.count == 2, let verb = verbs[parts[0]] else { return step.status.lowercased() }
        switch parts[1] {
        case "IN_PROGRESS": return verb.going
        case "COMPLETE": return verb.done
        case "FAILED": return "not \(verb.done)"
        case "SKIPPED": return "kept"
        default: return step.status.lowercased()
        }
    }

    static func tone(_ step: StackStep) -> Tone {
        if step.hasFailed { return .bad }
        if step.status.contains("ROLLBACK") { return .doubtful }
        return step.isInProgress ? .plain : .good
    }

    private static let verbs: [String: (going: String, done: String)] = [
        "CREATE": ("creating", "created"), "UPDATE": ("changing", "changed"), "DELETE": ("deleting", "deleted"),
        "IMPORT": ("adopting", "adopted"), "ROLLBACK": ("taking back", "taken back"),
    ]

    private static let ways = [
        "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS": "deleting what is not needed any more", "UPDATE_ROLLBACK_IN_PROGRESS": "taking back",
        "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS": "deleting what the update had made", "UPDATE_ROLLBACK_COMPLETE": "taken back",
        "UPDATE_ROLLBACK_FAILED": "not taken back", "IMPORT_ROLLBACK_IN_PROGRESS": "taking back", "IMPORT_ROLLBACK_COMPLETE": "taken back",
        "IMPORT_ROLLBACK_FAILED": "not taken back", "REVIEW_IN_PROGRESS": "planned",
    ]
}
