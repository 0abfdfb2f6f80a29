import AWS
import JSON

/// Something that happened to a stack, or to a resource of it, while it is followed.
package struct StackStep: Sendable, Hashable {
    package let logicalID: String
    package let physicalID: String?
    /// `AWS::ECS::Cluster`
    package let type: String
    /// `CREATE_IN_PROGRESS`, ...
    package let status: String
    package let reason: String?
    /// Seconds since 1970, by AWS's clock.
    package let at: Double
    /// It is about the stack as a whole.
    package let isOfStack: Bool

    package var isInProgress: Bool { status.hasSuffix("_IN_PROGRESS") }
    package var hasFailed: Bool { status.hasSuffix("_FAILED") }

    /// It was given up because another resource had failed.
    var isConsequence: Bool {
        let words = (reason ?? "").lowercased()
        return words.hasPrefix("resource creation cancelled") || words.hasPrefix("resource update cancelled")
            || words.hasPrefix("resource deletion cancelled")
    }

    /// A line of `--json-lines`: the keys are a contract.
    package var json: JSONValue {
        [
            "schema": 1, "event": "stack", "logicalId": .string(logicalID), "physicalId": physicalID.map { .string($0) } ?? .null,
            "type": .string(type), "status": .string(status), "reason": reason.map { .string($0) } ?? .null, "at": .integer(Int64(at)),
        ]
    }
}

extension StackStep {
    init(_ event: StackEvent) {
        logicalID = event.logicalID ?? "?"
        physicalID = event.physicalID
        type = event.type ?? "?"
        status = event.status ?? "?"
        reason = event.statusReason
        at = event.time ?? 0
        isOfStack = event.isOfStack
    }
}

/// Takes what happens to a stack; called one after the other, and not for long.
package typealias StackObserver = @Sendable (StackStep) -> Void
