import Configuration
import Diagnostics
import JSON
import Testing

@testable import Infrastructure

@Suite struct `A policy of the user's` {
    private static func policy(_ text: String) throws -> PolicyFile { try PolicyFile("a/b c.json", at: nil) { _ in Array(text.utf8) } }

    private static func statement(_ fields: String) -> String { #"{"Version": "2012-10-17", "Statement": [{\#(fields)}]}"# }

    @Test func `goes into its role beside ours, as it is and once`() throws {
        let resources = try Sample.withPolicies.template().json["Resources"]
        let task = resources?["BackendTaskRole"]?["Properties"]
        #expect(task?["Policies"]?.array?.map { $0["PolicyName"] } == ["run", "policies-s3.json"])
        #expect(task?["ManagedPolicyArns"] == ["arn:aws:iam::aws:policy/AmazonBedrockReadOnly"])
        let file = try JSONValue(parsing: Sample.read("policies/s3.json"), name: "policy")
        #expect(task?["Policies"]?.array?.last?["PolicyDocument"] == file)
        let starting = resources?["ExecutionRole"]?["Properties"]
        #expect(starting?["Policies"]?.array?.map { $0["PolicyName"] } == ["start-tasks", "policies-s3.json"])
        #expect(starting?["ManagedPolicyArns"] == ["arn:aws:iam::123456789012:policy/team/start"])
    }

    @Test func `that allows everything is told of`() throws {
        #expect(try Sample.withPolicies.template().warnings == ["policies/all.json: statement 1 allows every action on every resource"])
        let condition = Self.statement(
            #""Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}"#)
        #expect(try Self.policy(condition).unlimited == [])
        #expect(try Self.policy(Self.statement(#""Effect": "Deny", "Action": "*", "Resource": "*""#)).unlimited == [])
        #expect(
            try Self.policy(Self.statement(#""Effect": "Allow", "Action": ["s3:GetObject", "*:*"], "Resource": ["*"]"#)).unlimited == [1])
    }

    @Test(arguments: [
        ("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [,]\n}", "a/b c.json:3:17: the policy is not JSON: expected a value"),
        ("", "a/b c.json:1:1: the policy is not JSON: it ends where a value should be"),
        ("[]", "a/b c.json: this is not a policy: a policy is an object with 'Version' and 'Statement'"),
        (#"{"Statement": []}"#, "a/b c.json: this is not a policy: 'Version' is missing: give \"2012-10-17\""),
        (
            #"{"Version": "2012-10-18", "Statement": []}"#,
            "a/b c.json: this is not a policy: the 'Version' of policies is \"2012-10-17\", not \"2012-10-18\""
        ),
        (#"{"Version": "2012-10-17", "Statement": []}"#, "a/b c.json: this is not a policy: 'Statement' is missing, or has nothing in it"),
        (#"{"Version": "2012-10-17", "Statements": []}"#, "a/b c.json: this is not a policy: a policy has no 'Statements'"),
        (statement(#""Effect": "allow""#), "a/b c.json: this is not a policy: statement 1: its 'Effect' is \"Allow\" or \"Deny\""),
        (
            statement(#""Effect": "Allow", "Resource": "*""#),
            "a/b c.json: this is not a policy: statement 1: give either 'Action' or 'NotAction'"
        ),
        (
            statement(#""Effect": "Allow", "Action": "s3:*", "Resource": "*", "NotResource": "*""#),
            "a/b c.json: this is not a policy: statement 1: give either 'Resource' or 'NotResource'"
        ),
        (
            statement(#""Effect": "Allow", "Action": [], "Resource": "*""#),
            "a/b c.json: this is not a policy: statement 1: its 'Action' is a text or a list of texts"
        ),
        (
            statement(#""Effect": "Allow", "Action": "GetObject", "Resource": "*""#),
            "a/b c.json: this is not a policy: statement 1: 'GetObject' is not an action, as in s3:GetObject"
        ),
        (
            statement(#""Effect": "Allow", "Action": "s3:*", "Ressource": "*""#),
            "a/b c.json: this is not a policy: statement 1: it has no 'Ressource', did you mean 'Resource'?"
        ),
        (
            statement(#""Effect": "Allow", "Action": "s3:*", "Resource": "*", "Principal": "*""#),
            "a/b c.json: this is not a policy: statement 1: a policy of a role names no principal: the role is it"
        ),
    ])
    func `is refused where IAM would refuse it`(text: String, report: String) {
        let error = #expect(throws: PolicyError.self) { try Self.policy(text) }
        #expect(error?.report == report)
        #expect(error?.exitCode == .usage)
    }

    @Test func `that is not there is told of where it is named`() throws {
        let project = try ProjectFile.load(
            text: "version: 1\nproject: p\nservices:\n  a: {image: 'x:1', execution-role: {policies: [gone.json]}}\n", file: "f")
        let error = #expect(throws: PolicyError.self) {
            try Infrastructure.template(of: project) { _ in throw JSONError("a thing", reason: "No such file or directory") }
        }
        #expect(error?.report == "f:4:49: cannot read the policy 'gone.json'\n  No such file or directory")
    }

    /// - Source: IAM User Guide, "IAM and AWS STS quotas".
    @Test func `must leave room for the others of its role`() throws {
        let long = Self.statement(
            #""Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::\#(String(repeating: "a", count: 10_100))"]"#)
        let project = try ProjectFile.load(
            text: "version: 1\nproject: p\nservices:\n  a: {image: 'x:1', exec: true, task-role: {policies: [a.json]}}\n", file: "f")
        let error = #expect(throws: PolicyError.self) { try Infrastructure.template(of: project) { _ in Array(long.utf8) } }
        #expect(error?.report.hasPrefix("f:4:56: the policies of 'ATaskRole' have 10") == true)
        #expect(error?.hint == "make managed policies of them, and list their ARNs")
    }

    @Test func `has a name that IAM takes`() throws {
        #expect(try Self.policy(Self.statement(#""Effect": "Allow", "NotAction": "s3:*", "NotResource": "*""#)).name == "a-b-c.json")
    }
}
