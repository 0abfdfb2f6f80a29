import AWS
import Diagnostics
import JSON

/// CloudFormation could not carry something out: the resource that it began with, and how the stack is now.
package struct StackFailure: UserFacingError, Equatable {
    package let operation: StackOperation
    package let stack: String
    /// In which state it came to rest.
    package let status: String
    /// The first that failed by itself; nil where CloudFormation names none.
    package let origin: StackStep?
    /// Others that failed by themselves, as those that could not be taken back.
    package let others: [StackStep]
    /// What CloudFormation says of the stack as a whole, where no resource is to blame.
    package let stackReason: String?

    /// - Parameter steps: of the operation, oldest first.
    init(_ operation: StackOperation, of stack: String, _ steps: [StackStep], status: String) {
        self.operation = operation
        self.stack = stack
        self.status = status
        let failed = steps.filter { $0.hasFailed && !$0.isOfStack && !$0.isConsequence }
        origin = failed.first
        var named: Set = [failed.first?.logicalID]
        others = failed.dropFirst().filter { named.insert($0.logicalID).inserted }
        stackReason = steps.last { $0.isOfStack && $0.reason != nil && ($0.hasFailed || $0.status.contains("ROLLBACK")) }?.reason
    }

    package var cause: StackFailureCause { origin.map { words($0).cause } ?? .other }

    package var summary: String {
        let what = "the stack '\(stack)' could not be \(operation.participle)"
        return origin.map { "\(what): \($0.logicalID) (\($0.type)) has failed" } ?? what
    }

    package var reason: String? {
        var lines = [origin?.reason ?? stackReason].compactMap(\.self)
        if !others.isEmpty { lines.append(others.count == 1 ? "and then:" : "and then \(others.count) others:") }
        lines += others.map { "  \($0.logicalID) (\($0.type)): \($0.reason ?? $0.status)" }
        lines.append(state)
        return lines.joined(separator: "\n")
    }

    package var hint: String? {
        let remedy = origin.flatMap { words($0).hint }
        let way: String? =
            switch status {
            case "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "UPDATE_ROLLBACK_FAILED", "DELETE_FAILED":
                StackStateWords.remedy(status, stack: stack)
            default: nil
            }
        let skipped = status == "UPDATE_ROLLBACK_FAILED" ? "--skip leaves a resource as it is" : nil
        let all = [remedy, way.map { remedy == nil ? $0 : "then " + $0 }, skipped].compactMap(\.self)
        return all.isEmpty ? nil : all.joined(separator: "; ")
    }

    /// Whether all is as it was before.
    package var isTakenBack: Bool { ["UPDATE_ROLLBACK_COMPLETE", "ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"].contains(status) }

    package var exitCode: ExitCode { isTakenBack ? .rolledBack : .failed }

    private var state: String {
        switch status {
        case "UPDATE_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE": "everything is as it was before"
        default: "the stack is in \(status)" + (StackStateWords.meaning[status].map { ": \($0)" } ?? "")
        }
    }

    private func words(_ step: StackStep) -> StackFailureWords { StackFailureWords(step.reason ?? "", type: step.type) }

    /// The keys are a contract.
    package var json: JSONValue {
        [
            "operation": .string(operation.rawValue), "status": .string(status), "cause": .string(cause.rawValue),
            "resource": origin.map { $0.json } ?? .null, "others": .array(others.map(\.json)), "hint": hint.map { .string($0) } ?? .null,
        ]
    }
}
