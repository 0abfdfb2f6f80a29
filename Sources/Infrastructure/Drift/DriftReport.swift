import AWS
import JSON

/// How the resources of a stack differ from its template.
package struct DriftReport: Sendable, Hashable {
    package let stack: String
    /// By logical id.
    package let resources: [DriftedResource]
    /// Why some of it could not be compared, in CloudFormation's words; nil when all was.
    package let gap: String?

    package var isInSync: Bool { resources.isEmpty && gap == nil }

    /// The keys are a contract.
    package var json: JSONObject {
        [
            "stack": .string(stack), "state": .string(!resources.isEmpty ? "drifted" : gap == nil ? "in-sync" : "unknown"),
            "gap": gap.map { .string($0) } ?? .null, "resources": .array(resources.map(\.json)),
        ]
    }
}

/// A resource that somebody has changed or deleted beside the stack.
package struct DriftedResource: Sendable, Hashable {
    package let logicalID: String
    /// `AWS::ECS::Cluster`
    package let type: String
    /// A name or an ARN, as the type has it.
    package let physicalID: String?
    package let isDeleted: Bool
    /// By path; none of what is deleted.
    package let differences: [Difference]

    /// One property.
    package struct Difference: Sendable, Hashable {
        /// `/ClusterSettings/0/Value`
        package let path: String
        /// As the template has it; nil for what has been added.
        package let expected: String?
        /// As it is; nil for what has been removed.
        package let actual: String?
    }

    /// - Parameter isMoved: whether ECS moves traffic with it; how much goes where is no drift then.
    /// - Returns: nil when nothing is left that differs.
    init?(_ drift: ResourceDrift, isMoved: Bool) {
        logicalID = drift.logicalID ?? "?"
        type = drift.type ?? "?"
        physicalID = drift.physicalID
        isDeleted = drift.status == "DELETED"
        let told = isMoved ? MovedTraffic.rest(of: drift) : drift.differences
        if told.isEmpty, !drift.differences.isEmpty, !isDeleted { return nil }
        differences = told.map {
            Difference(
                path: $0.path ?? "?", expected: $0.type == "ADD" ? nil : $0.expected ?? "",
                actual: $0.type == "REMOVE" ? nil : $0.actual ?? "")
        }.sorted { $0.path < $1.path }
    }

    fileprivate var json: JSONValue {
        let text = { (text: String?) in text.map { JSONValue.string($0) } ?? .null }
        return [
            "id": .string(logicalID), "type": .string(type), "name": text(physicalID), "state": isDeleted ? "deleted" : "modified",
            "differences": .array(
                differences.map { ["path": .string($0.path), "expected": text($0.expected), "actual": text($0.actual)] }),
        ]
    }
}
