import JSON

/// What a change set is made of.
package struct ChangeSetRequest: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// The stack is not there yet.
        case create = "CREATE"
        case update = "UPDATE"
        case `import` = "IMPORT"
    }

    package var stack: String
    /// Letters, digits and hyphens; one that the stack has not had yet.
    package var name: String
    package var kind: Kind
    /// JSON or YAML, at most 51 200 bytes.
    package var template: String
    package var parameters: [String: String] = [:]
    /// `CAPABILITY_IAM`, `CAPABILITY_NAMED_IAM`, `CAPABILITY_AUTO_EXPAND`.
    package var capabilities: [String] = []
    package var tags: [String: String] = [:]
    package var description: String?
    /// ARN of a role that CloudFormation works with instead of the caller's.
    package var role: String?
    package var token: RequestToken
    /// Resources with names of their own that exist already, and no stack has, are taken in: they must be retained when the stack goes.
    package var importsExisting = false

    package init(stack: String, name: String, _ kind: Kind, template: String, token: RequestToken) {
        self.stack = stack
        self.name = name
        self.kind = kind
        self.template = template
        self.token = token
    }

    var fields: JSONObject {
        JSONValue.fields([
            "StackName": .string(stack), "ChangeSetName": .string(name), "ChangeSetType": .string(kind.rawValue),
            "TemplateBody": .string(template), "Capabilities": JSONValue(capabilities), "Tags": Tags.list(tags, .upperCase),
            "Parameters": .array(
                parameters.sorted { $0.key < $1.key }.map { ["ParameterKey": .string($0.key), "ParameterValue": .string($0.value)] }),
            "Description": description.map { .string($0) }, "RoleARN": role.map { .string($0) }, "ClientToken": .string(token.text),
            "ImportExistingResources": importsExisting ? true : nil,
        ])
    }
}
