import AWS
import JSON

/// What would happen to one resource of a stack.
package struct PlannedChange: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case add, adopt, modify
        /// Made anew, and only then deleted.
        case replace
        case remove
    }

    package let kind: Kind
    package let logicalID: String
    /// Nil for what is not there yet.
    package let physicalID: String?
    /// `AWS::ECS::Cluster`
    package let type: String
    /// Whether only CloudFormation can say, while it is at it, if the resource is replaced.
    package let mayBeReplaced: Bool
    /// Whether what is taken out of the stack, or replaced, is left in the account.
    package let isRetained: Bool
    package let properties: [Property]

    /// One property that changes.
    package struct Property: Sendable, Hashable {
        package let name: String
        /// Whether the resource is made anew for it.
        package let recreation: Recreation
        /// As CloudFormation shows them; nil where it does not.
        package let before: String?
        package let after: String?

        package enum Recreation: String, Sendable { case never, perhaps, always }
    }
}

extension PlannedChange {
    init(_ change: ResourceChange) {
        logicalID = change.logicalID ?? "?"
        physicalID = change.physicalID
        type = change.type ?? "?"
        kind = Self.kind(change)
        mayBeReplaced = kind == .modify && change.replacement == "Conditional"
        isRetained = change.policyAction?.hasSuffix("Retain") ?? false
        properties = Self.properties(change.details)
    }

    private static func kind(_ change: ResourceChange) -> Kind {
        switch change.action {
        case "Add": .add
        case "Import": .adopt
        case "Remove": .remove
        default: change.replacement == "True" ? .replace : .modify
        }
    }

    /// Each once, in the order of CloudFormation: a property that refers to two things has two details.
    private static func properties(_ details: [ResourceChange.Detail]) -> [Property] {
        var found: [Property] = []
        for detail in details {
            let name = detail.name ?? detail.attribute ?? "?"
            if let index = found.firstIndex(where: { $0.name == name }) {
                if found[index].recreation == .never { found[index] = property(name, detail) }
            } else {
                found.append(property(name, detail))
            }
        }
        return found
    }

    private static func property(_ name: String, _ detail: ResourceChange.Detail) -> Property {
        let recreation: Property.Recreation =
            switch detail.recreation {
            case "Always": .always
            case "Conditionally": .perhaps
            default: .never
            }
        return Property(name: name, recreation: recreation, before: detail.before, after: detail.after)
    }
}

extension PlannedChange {
    /// The keys are a contract.
    package var json: JSONValue {
        [
            "action": .string(kind.rawValue), "logicalId": .string(logicalID), "physicalId": physicalID.map { .string($0) } ?? .null,
            "type": .string(type), "mayBeReplaced": .bool(mayBeReplaced), "retained": .bool(isRetained),
            "loss": loss.map { .string($0) } ?? .null,
            "properties": .array(
                properties.map { property in
                    [
                        "name": .string(property.name), "recreation": .string(property.recreation.rawValue),
                        "before": property.before.map { .string($0) } ?? .null, "after": property.after.map { .string($0) } ?? .null,
                    ]
                }),
        ]
    }

    /// What is lost with the resource that is there; nil where nothing is, or nothing worth a warning.
    package var loss: String? {
        guard kind == .remove || kind == .replace, !isRetained else { return nil }
        return ResourceLoss.whileInUse[type]
    }
}
