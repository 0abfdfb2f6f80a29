import AWS
import Diagnostics
import JSON
import TestSupport
import Testing

@testable import Infrastructure

@Suite struct `Taking what exists into the stack` {
    /// All that the template names exists.
    private func answers(_ changes: [String: CannedAWS.Answer] = [:]) throws -> [String: CannedAWS.Answer] {
        let meeting = try #require(Meeting.all.first { $0.name == "names-taken" })
        let cluster: CannedAWS.Answer = #"{"clusters": [{"clusterName": "llm-chat", "status": "ACTIVE"}]}"#
        return meeting.answers.merging(["DescribeClusters": cluster]) { $1 }.merging(changes) { $1 }
    }

    private func plan(_ answers: [String: CannedAWS.Answer]) async throws -> Adoption {
        let sample = Sample.chat("", infra: "{github: {repository: organisation/llm-chat}}")
        return try await AdoptionPlanner(CannedAWS(answers).client())
            .plan(sample.project(), sample.template(), account: "123456789012")
    }

    private func stack(_ tags: String, status: String = "UPDATE_COMPLETE") -> CannedAWS.Answer {
        let member = "<StackName>llm-chat</StackName><StackStatus>\(status)</StackStatus><Tags>\(tags)</Tags>"
        return .init(200, "<A><DescribeStacksResult><Stacks><member>\(member)</member></Stacks></DescribeStacksResult></A>")
    }

    private static let ours = "<member><Key>imgship:project</Key><Value>llm-chat</Value></member>"

    @Test func `is told with the commands to type`() async throws {
        let adoption = try await plan(try answers())
        #expect(adoption.left == [])
        let texts = [adoption.resourcesToImport.text(.indented), adoption.template.text(.indented)] + adoption.commands("import")
        try expectGolden(texts.joined(separator: "\n") + "\n", "import.txt")
    }

    @Test(.enabled(if: TemplateJudge.isThere, "needs cfn-lint in .venv")) func `asks with a template that cfn-lint accepts`() async throws {
        #expect(try TemplateJudge.complaints(try await plan(try answers()).template.text(.indented)) == [])
    }

    /// The schemas of the resource types, as cfn-lint brings them.
    @Test(.enabled(if: TemplateJudge.isThere, "needs cfn-lint in .venv"))
    func `says what AWS knows each resource by, and what never changes`()
        async throws
    {
        let adoption = try await plan(try answers())
        #expect(Set(adoption.adopted.map(\.type)) == Set(NamedResource.Kind.allCases.map(\.type)))
        for taken in adoption.adopted {
            let known = try TemplateJudge.fixed(taken.type)
            #expect(Set(taken.identifier.keys) == known.identifier, "\(taken.type)")
            #expect(taken.resource.kind.fixedProperties == known.fixed, "\(taken.type)")
        }
    }

    @Test func `adds to the template that a stack has`() async throws {
        let current =
            #"{"Parameters": {"VpcId": {"Type": "String"}}, "Resources": {"Old": {"Type": "AWS::SNS::Topic"}}, "Outputs": {"A": {}}}"#
        let template =
            "<A><GetTemplateResult><TemplateBody>\(current.replacing("\"", with: "&quot;"))</TemplateBody></GetTemplateResult></A>"
        let adoption = try await plan(
            try answers(["DescribeStacks": stack(Self.ours), "GetTemplate": .init(200, template)]))
        #expect(adoption.template["Resources"]?["Old"] == ["Type": "AWS::SNS::Topic"])
        #expect(adoption.template["Resources"]?["Cluster"]?["Properties"] == ["ClusterName": "llm-chat"])
        #expect(adoption.template["Outputs"] == ["A": [:]])
        let create = try #require(adoption.commands("a b").first)
        #expect(create.contains("--parameters ParameterKey=VpcId,UsePreviousValue=true"))
        #expect(create.contains("--template-body 'file://a b/import-template.json'"))
        #expect(create.contains("--capabilities CAPABILITY_NAMED_IAM"))
    }

    @Test func `leaves other people's stacks alone`() async throws {
        let theirs = try answers(["DescribeStacks": stack("<member><Key>team</Key><Value>x</Value></member>")])
        let refusal = await #expect(throws: StackRefusal.self) { try await plan(theirs) }
        #expect(refusal?.code == .notOurs(tags: ["team": "x"]))
    }

    @Test func `waits for a stack that is being changed`() async throws {
        let busy = try answers(["DescribeStacks": stack(Self.ours, status: "UPDATE_IN_PROGRESS")])
        let refusal = await #expect(throws: StackRefusal.self) { try await plan(busy) }
        #expect(refusal?.code == .state("UPDATE_IN_PROGRESS"))
    }

    @Test func `needs a template that is JSON`() async throws {
        let yaml = try answers([
            "DescribeStacks": stack(Self.ours),
            "GetTemplate": "<A><GetTemplateResult><TemplateBody>Resources:</TemplateBody></GetTemplateResult></A>",
        ])
        let error = await #expect(throws: ImportError.self) { try await plan(yaml) }
        #expect(error?.report.hasPrefix("error: the template of the stack 'llm-chat' is no JSON, and cannot be added to\n") == true)
    }
}
