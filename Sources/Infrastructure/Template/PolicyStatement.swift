import JSON

/// What a role may do, with ARNs that CloudFormation fills in.
struct PolicyStatement {
    let actions: [String]
    let resources: [JSONValue]
    var condition: JSONValue?

    init(_ actions: [String], on resources: [JSONValue], if condition: JSONValue? = nil) {
        self.actions = actions
        self.resources = resources
        self.condition = condition
    }

    /// For actions that know no resources: they are kept to the region of the stack.
    init(anywhereInRegion actions: [String]) {
        self.init(actions, on: ["*"], if: ["StringEquals": ["aws:RequestedRegion": .region]])
    }

    var json: JSONValue {
        .object(
            JSONValue.fields([
                "Effect": "Allow", "Action": JSONValue(actions), "Resource": .array(resources), "Condition": condition,
            ]))
    }

    /// The policies of a role: none for one that may do nothing.
    static func policies(_ name: String, _ statements: [PolicyStatement]) -> JSONValue? {
        let statements = statements.filter { !$0.resources.isEmpty }
        guard !statements.isEmpty else { return nil }
        return [
            [
                "PolicyName": .string(name),
                "PolicyDocument": ["Version": "2012-10-17", "Statement": .array(statements.map(\.json))],
            ]
        ]
    }
}
