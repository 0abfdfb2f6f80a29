import JSON

/// A template of CloudFormation while it is put together, and what it is then.
package struct StackTemplate: Sendable, Hashable {
    /// What CloudFormation takes in a call; more has to come by way of S3.
    /// - Source: CloudFormation CreateChangeSet, `TemplateBody`.
    package static let sizeLimit = 51_200

    let description: String
    /// Whose the resources are.
    let tags: [String: String]
    /// What whoever makes the stack should know, lower-case and a line each.
    package internal(set) var warnings: [String] = []
    private var parameters: JSONObject = [:]
    private var conditions: JSONObject = [:]
    private(set) var resources: JSONObject = [:]
    private var outputs: JSONObject = [:]

    init(_ description: String, tags: [String: String]) {
        self.description = description
        self.tags = tags
    }

    /// Equal projects give equal templates.
    package var json: JSONValue {
        var fields: JSONObject = [
            "AWSTemplateFormatVersion": "2010-09-09", "Description": .string(description), "Resources": .object(resources),
        ]
        if !parameters.isEmpty { fields["Parameters"] = .object(parameters) }
        if !conditions.isEmpty { fields["Conditions"] = .object(conditions) }
        if !outputs.isEmpty { fields["Outputs"] = .object(outputs) }
        return .object(fields)
    }

    /// The template as text, with a line feed at its end.
    package func text(_ format: TemplateFormat) -> String {
        switch format {
        case .json: json.text(.indented) + "\n"
        case .yaml: YAMLDocument(json).text
        }
    }

    /// Whether it has that parameter.
    func asks(for parameter: String) -> Bool { parameters[parameter] != nil }

    /// How many resources of a type it has.
    func count(of type: String) -> Int { resources.values.count { $0["Type"]?.string == type } }

    /// - Throws: ``InfrastructureError`` `.sameName` when two things of the project would have that logical id.
    mutating func add(_ id: String, _ resource: StackResource) throws(InfrastructureError) {
        guard resources[id] == nil else { throw InfrastructureError(.sameName(id)) }
        resources[id] = resource.json(tags: tags)
    }

    mutating func addParameter(_ id: String, type: String, _ description: String, default value: String? = nil) {
        parameters[id] = .object(
            JSONValue.fields(["Type": .string(type), "Description": .string(description), "Default": value.map { .string($0) }]))
    }

    mutating func addCondition(_ id: String, _ test: JSONValue) { conditions[id] = test }

    /// - Throws: ``InfrastructureError`` `.sameName`.
    mutating func addOutput(_ id: String, _ value: JSONValue, _ description: String) throws(InfrastructureError) {
        guard outputs[id] == nil else { throw InfrastructureError(.sameName(id)) }
        outputs[id] = ["Value": value, "Description": .string(description)]
    }
}

/// How a template is written down.
package enum TemplateFormat: String, Sendable, CaseIterable {
    case json, yaml
}
