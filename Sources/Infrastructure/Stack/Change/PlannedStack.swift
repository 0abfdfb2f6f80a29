import AWS
import JSON
import Release

/// What a change set of a project's stack would do.
package struct PlannedStack: Sendable {
    package let identity: StackIdentity
    /// Whether the stack is made for the first time.
    package let isNew: Bool
    /// In the order that CloudFormation gives.
    package let changes: [PlannedChange]
    /// Whether there is anything to carry out: tags and outputs are no resources, and change all the same.
    package let isEmpty: Bool
    /// What is doubtful, and does not stand in the way.
    package let warnings: [ReleaseFinding]
    /// Of AWS's own services, to be made before it is carried out.
    let missingRoles: [LinkedRole]
    /// Its ARN.
    let changeSet: String
    /// The stack's ARN.
    let stackID: String?
    /// Whether there was no stack of any kind before: CloudFormation makes one without resources for a first change set.
    let madeStack: Bool

    package func count(_ kind: PlannedChange.Kind) -> Int { changes.count { $0.kind == kind } }

    /// The keys are a contract.
    package var json: JSONObject {
        let counts = PlannedChange.Kind.allCases.map { ($0.rawValue, JSONValue(count($0))) }
        return [
            "stack": .string(identity.name), "action": .string(isEmpty ? "none" : isNew ? "create" : "update"),
            "changes": .array(changes.map(\.json)), "counts": .object(JSONObject(uniqueKeysWithValues: counts)),
            "warnings": JSONValue(warnings.map(\.text)),
        ]
    }
}
