import JSON

/// A policy of IAM: what may be done, and with what.
package struct IAMPolicy: Hashable, Sendable {
    package let statements: [Statement]

    package init(_ statements: [Statement]) { self.statements = statements }

    /// Actions that are allowed on resources.
    package struct Statement: Hashable, Sendable, CustomStringConvertible {
        /// Sorted, each once.
        package let actions: [String]
        package let resources: [String]
        /// A test and what it compares: `["StringEquals": ["iam:PassedToService": "ecs-tasks.amazonaws.com"]]`.
        package let condition: JSONValue?

        package init(_ actions: some Sequence<String>, on resources: some Sequence<String>, if condition: JSONValue? = nil) {
            self.actions = Set(actions).sorted()
            self.resources = Set(resources).sorted()
            self.condition = condition
        }

        /// On one line, in the order people write it.
        package var description: String {
            let condition = condition.map { ",\"Condition\":\($0.text())" } ?? ""
            return "{\"Effect\":\"Allow\",\"Action\":\(Self.text(actions)),\"Resource\":\(Self.text(resources))\(condition)}"
        }

        package var json: JSONValue {
            .object(
                JSONValue.fields([
                    "Effect": "Allow", "Action": Self.value(actions), "Resource": Self.value(resources), "Condition": condition,
                ]))
        }

        /// One thing is written as itself, as AWS does.
        private static func value(_ items: [String]) -> JSONValue { items.count == 1 ? .string(items[0]) : JSONValue(items) }
        private static func text(_ items: [String]) -> String { value(items).text() }
    }

    /// As `PutRolePolicy` and its like want it.
    package var json: JSONValue { ["Version": "2012-10-17", "Statement": .array(statements.map(\.json))] }

    /// As JSON for people: a line for each action and resource.
    package var text: String {
        let blocks = statements.map { statement in
            func list(_ items: [String]) -> String {
                "[\n" + items.map { "        \(JSONValue.string($0).text())" }.joined(separator: ",\n") + "\n      ]"
            }
            let condition = statement.condition.map { ",\n      \"Condition\": \($0.text())" } ?? ""
            return """
                    {
                      "Effect": "Allow",
                      "Action": \(list(statement.actions)),
                      "Resource": \(list(statement.resources))\(condition)
                    }
                """
        }
        return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n" + blocks.joined(separator: ",\n") + "\n  ]\n}"
    }
}
