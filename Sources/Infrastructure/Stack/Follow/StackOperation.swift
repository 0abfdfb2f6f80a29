/// What CloudFormation does with a stack.
package enum StackOperation: String, Sendable, Hashable {
    case create, update, delete
    /// An update that failed is taken back.
    case takeBack = "take-back"

    package var participle: String {
        switch self {
        case .create: "created"
        case .update: "changed"
        case .delete: "deleted"
        case .takeBack: "taken back"
        }
    }

    /// By the state of a stack that is under way.
    init(underWay status: String) {
        switch status {
        case "CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS": self = .create
        case "DELETE_IN_PROGRESS": self = .delete
        default: self = .update
        }
    }

    /// Whether a stack at rest in that state has what was wanted.
    func hasSucceeded(_ status: String) -> Bool {
        switch self {
        case .create, .update: ["CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"].contains(status)
        case .delete: status == "DELETE_COMPLETE"
        case .takeBack: status == "UPDATE_ROLLBACK_COMPLETE"
        }
    }
}
