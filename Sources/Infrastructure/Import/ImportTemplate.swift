import JSON

/// The template of an import: what the stack has, unchanged, and what is taken into it; nothing that would have to be made.
///
/// An import does not compare with what is there. So it says no more than what can never change: the next update then sets the rest.
/// - Source: CloudFormation User Guide, "Import AWS resources into a CloudFormation stack".
struct ImportTemplate {
    let json: JSONValue

    /// - Parameters:
    ///   - whole: the project's template.
    ///   - current: the template of the stack; nil for one that is not there.
    init(_ whole: StackTemplate, taking resources: [NamedResource], into current: JSONValue?) {
        var fields = current?.object ?? ["AWSTemplateFormatVersion": "2010-09-09", "Description": .string(whole.description)]
        var all = fields["Resources"]?.object ?? [:]
        for resource in resources {
            let properties = whole.json["Resources"]?[resource.id]?["Properties"]?.object ?? [:]
            let fixed = properties.filter { resource.kind.fixedProperties.contains($0.key) }
            // CloudFormation imports nothing without a policy.
            all[resource.id] = [
                "Type": .string(resource.kind.type), "Properties": .object(fixed), "DeletionPolicy": "Retain",
                "UpdateReplacePolicy": "Retain",
            ]
        }
        fields["Resources"] = .object(all)
        json = .object(fields)
    }
}
