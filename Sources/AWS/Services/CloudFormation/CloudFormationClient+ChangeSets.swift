import HTTP
import JSON

extension CloudFormationClient {
    /// Begins to work out what a template would change.
    /// - Returns: the ARN of the change set, by which it must be asked for: by name an old one is found.
    package func createChangeSet(_ request: ChangeSetRequest) async throws -> String {
        try await caller.text("Id", of: "CreateChangeSet", request.fields)
    }

    /// A change set with all its changes; nil when there is none.
    package func describeChangeSet(_ arn: String) async throws -> ChangeSet? {
        try await orNil {
            var pages = Pages(action: "cloudformation:DescribeChangeSet", limit: .max)
            var first: XMLElement?, changes: [ResourceChange] = []
            repeat {
                var parameters: JSONObject = ["ChangeSetName": .string(arn), "IncludePropertyValues": true]
                parameters["NextToken"] = pages.token.map { .string($0) }
                let answer = try await caller.call("DescribeChangeSet", parameters)
                first = first ?? answer
                changes += answer.items(of: "Changes").compactMap { $0.child("ResourceChange") }.map(ResourceChange.init)
                try pages.turn(to: answer.text(at: "NextToken"), itemsSoFar: changes.count)
            } while pages.token != nil
            return first.map { ChangeSet($0, changes: changes) }
        }
    }

    /// The ARNs of the change sets that wait in a stack.
    package func listChangeSets(of stack: String) async throws -> [String] {
        let sets: [ChangeSetSummary] = try await caller.items(
            "Summaries", of: "ListChangeSets", ["StackName": .string(stack)], token: .upperCase)
        return sets.compactMap(\.arn)
    }

    /// Begins to carry it out.
    package func executeChangeSet(_ arn: String, token: RequestToken) async throws {
        try await caller.call("ExecuteChangeSet", ["ChangeSetName": .string(arn), "ClientRequestToken": .string(token.text)])
    }

    /// Deletes a change set; one that is not there is no error.
    package func deleteChangeSet(_ arn: String) async throws {
        _ = try await orNil { try await caller.call("DeleteChangeSet", ["ChangeSetName": .string(arn)]) }
    }
}
