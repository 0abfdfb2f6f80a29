import JSON
import TestSupport
import Testing

@testable import Infrastructure

/// What the tests of stacks let CloudFormation answer has the shape of its answers.
@Suite struct `The scripted answers of CloudFormation` {
    private typealias Answers = CloudFormationAnswers

    @Test(.enabled(if: PythonTools.botocore != nil, "no Python with botocore: run Scripts/setup test"))
    func `are those of botocore's model`() throws {
        let change = Answers.change("Modify", "A", "AWS::ECS::Cluster", more: StackPlanTests.details)
        let answers: [(String, CannedAWS.Answer)] = [
            ("DescribeStacks", Answers.stack("UPDATE_COMPLETE", outputs: ["A": "b"], isProtected: true)),
            ("DescribeStacks", Answers.noStack),
            ("CreateChangeSet", Answers.created), ("DescribeChangeSet", Answers.changes([change], reason: "r")),
            ("ExecuteChangeSet", Answers.executed),
            (
                "DescribeStackEvents",
                Answers.events([.init(1, "UPDATE_IN_PROGRESS"), .init(2, "A", "AWS::ECS::Cluster", "UPDATE_FAILED", "<r>")])
            ),
            ("ListStackResources", Answers.resources([("A", "AWS::ECS::Cluster", "a")])),
        ]
        let lines = answers.map { action, answer in
            JSONValue.object([
                "service": "cloudformation", "action": .string(action), "status": JSONValue(answer.status), "text": .string(answer.body),
            ]).text()
        }
        let script = PythonTools.fixtures.appendingPathComponent("botocore_judge.py").path
        let faults = try Program.output(
            [PythonTools.botocore ?? "", script], input: Array((lines.joined(separator: "\n") + "\n").utf8))
        // CloudFormation's model lists no error for a stack that is not there: its code is ValidationError.
        #expect(faults.split(separator: "\n").filter { !$0.contains("error ValidationError is none of") } == [])
    }
}
