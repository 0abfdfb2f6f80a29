import JSON

/// One resource of a template.
struct StackResource {
    /// `AWS::ECS::Cluster`
    let type: String
    var properties: JSONObject
    /// Logical ids that must be there first, and that no property names.
    var dependsOn: [String] = []
    /// What becomes of it when the stack goes, or when it has to be made anew; CloudFormation's own rule unless given.
    var fate: Fate?
    /// Whether it shows whose it is: not every type can.
    var hasTags = true
    /// What consoles show instead of an id.
    var name: String?

    /// A condition of the template, without which it is not made.
    var condition: String?

    enum Fate: String {
        case retain = "Retain"
        /// Kept, but where the stack could not be made in the first place.
        case retainUnlessUnmade = "RetainExceptOnCreate"
        case delete = "Delete"
    }

    init(_ type: String, _ properties: JSONObject) {
        self.type = type
        self.properties = properties
    }

    func dependingOn(_ ids: String...) -> StackResource { with { $0.dependsOn += ids } }
    func ending(_ fate: Fate) -> StackResource { with { $0.fate = fate } }
    func untagged() -> StackResource { with { $0.hasTags = false } }
    func only(if condition: String) -> StackResource { with { $0.condition = condition } }
    func named(_ name: String) -> StackResource { with { $0.name = name } }

    func json(tags: [String: String]) -> JSONValue {
        var properties = properties
        if hasTags {
            var tags = tags
            tags["Name"] = name
            properties["Tags"] = .array(
                tags.sorted { $0.key < $1.key }.map { ["Key": .string($0.key), "Value": .string($0.value)] })
        }
        return .object(
            JSONValue.fields([
                "Type": .string(type), "Properties": properties.isEmpty ? nil : .object(properties),
                "DependsOn": dependsOn.isEmpty ? nil : JSONValue(dependsOn), "DeletionPolicy": fate.map { .string($0.rawValue) },
                "UpdateReplacePolicy": fate.map { .string($0 == .delete ? "Delete" : "Retain") },
                "Condition": condition.map { .string($0) },
            ]))
    }

    private func with(_ change: (inout StackResource) -> Void) -> StackResource {
        var copy = self
        change(&copy)
        return copy
    }
}
