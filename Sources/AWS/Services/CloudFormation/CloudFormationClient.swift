import HTTP
import JSON

/// The calls of CloudFormation that a stack needs from its first plan to its end.
///
/// A stack is its name, or its id (an ARN), by which it is found after its deletion too.
package struct CloudFormationClient: Sendable {
    let caller: QueryCaller

    package init(_ client: AWSClient) { caller = QueryCaller(client: client, service: .cloudFormation) }

    /// A stack with its outputs; nil when there is none of that name.
    package func describeStack(_ stack: String) async throws -> Stack? {
        try await orNil {
            try await caller.call("DescribeStacks", ["StackName": .string(stack)]).items(of: "Stacks").first.map(Stack.init)
        }
    }

    /// Everything that a stack has, and had: `DescribeStackResources` would stop after a hundred.
    package func listStackResources(_ stack: String) async throws -> [StackResource] {
        try await caller.items("StackResourceSummaries", of: "ListStackResources", ["StackName": .string(stack)], token: .upperCase)
    }

    /// What happened to a stack, newest first.
    /// - Parameter known: the id of an event: it, and those before it, are left out.
    package func describeStackEvents(_ stack: String, after known: String? = nil, limit: Int = .max) async throws -> [StackEvent] {
        try await caller.items(
            "StackEvents", of: "DescribeStackEvents", ["StackName": .string(stack)], token: .upperCase, limit: limit,
            until: { known != nil && $0.id == known })
    }

    /// The template as it was given.
    package func getTemplate(of stack: String) async throws -> String {
        try await caller.text("TemplateBody", of: "GetTemplate", ["StackName": .string(stack), "TemplateStage": "Original"])
    }

    /// Begins once more to take back an update, where taking it back has failed.
    /// - Parameter skipped: logical ids of what is left as it is; only of resources that could not be taken back.
    package func continueUpdateRollback(_ stack: String, skipping skipped: [String] = [], token: RequestToken) async throws {
        var parameters: JSONObject = ["StackName": .string(stack), "ClientRequestToken": .string(token.text)]
        if !skipped.isEmpty { parameters["ResourcesToSkip"] = JSONValue(skipped) }
        try await caller.call("ContinueUpdateRollback", parameters)
    }

    /// Begins to delete a stack; one that is not there is no error.
    /// - Parameter retained: logical ids of what stays; only for a stack whose deletion has failed.
    package func deleteStack(_ stack: String, retaining retained: [String] = [], token: RequestToken) async throws {
        var parameters: JSONObject = ["StackName": .string(stack), "ClientRequestToken": .string(token.text)]
        if !retained.isEmpty { parameters["RetainResources"] = JSONValue(retained) }
        try await caller.call("DeleteStack", parameters)
    }
}
