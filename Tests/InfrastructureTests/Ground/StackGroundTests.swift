import AWS
import Diagnostics
import Release
import TestSupport
import Testing

@testable import Infrastructure

/// With canned answers, of which moto has no like: quotas, denials, blackholes.
@Suite struct `What a stack meets before it is made` {
    @Test(arguments: Meeting.all) func `is told all at once`(meeting: Meeting) async throws {
        let report = try await meeting.inspect()
        let parameters = report.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined()
        let refusal = report.refusal(of: "llm-chat")
        let text = refusal?.report ?? report.findings.map(\.text).joined(separator: "\n")
        try expectGolden(parameters + text + "\n", "ground/\(meeting.name).txt")
        #expect(refusal == nil || refusal?.exitCode == .refused)
    }

    @Test(arguments: [
        ("us-east-1", "123456789012", ["registry-region"]), ("eu-west-1", "999999999999", ["registry-account"]),
        ("eu-west-1", "123456789012", []),
    ]) func `is a registry that is elsewhere`(region: String, account: String, rules: [String]) async throws {
        let meeting = try #require(Meeting.all.first { $0.name == "nothing-in-the-way" })
        let report = try await meeting.inspect(region: region, account: account)
        #expect(report.findings.map(\.rule) == rules)
        #expect((report.refusal(of: "llm-chat") != nil) == !rules.isEmpty)
    }

    @Test func `is none where others make the repositories`() async throws {
        let project = try Sample.chat("", infra: "{repositories: {create: false}}").project()
        let region = try Region("us-east-1")
        #expect(try RegistryInspection(region: region, account: "999999999999").findings(StackPlan(project)).isEmpty)
    }

    @Test func `is only doubtful where the caller may not ask`() async throws {
        let meeting = try #require(Meeting.all.first { $0.name == "not-permitted" })
        let report = try await meeting.inspect()
        #expect(report.refusal(of: "llm-chat") == nil)
        #expect(report.warnings.count == report.findings.count && report.warnings.count == 4)
    }

    @Test func `leaves out what is going to be taken into the stack`() async throws {
        let meeting = try #require(Meeting.all.first { $0.name == "names-taken" })
        let report = try await meeting.inspect()
        let all = Set(report.taken.map(\.logicalID))
        #expect(all == ["BackendRepository", "FrontendRepository", "Cluster", "Namespace", "BackendLogGroup"])
        #expect(report.refusal(of: "llm-chat", adopting: all) == nil)
        #expect(report.refusal(of: "llm-chat", adopting: all.subtracting(["Cluster"]))?.findings.count == 1)
        #expect(report.taken.filter { !$0.isAdoptable }.map(\.logicalID) == ["Cluster"])
    }

    @Test func `is no business of a stack that has it`() async throws {
        var meeting = try #require(Meeting.all.first { $0.name == "names-taken" })
        let has = [("Cluster", "AWS::ECS::Cluster"), ("BackendRepository", "AWS::ECR::Repository")].map {
            "<member><LogicalResourceId>\($0.0)</LogicalResourceId><ResourceType>\($0.1)</ResourceType>"
                + "<PhysicalResourceId>p</PhysicalResourceId></member>"
        }.joined()
        meeting.answers["ListStackResources"] = .init(
            200, "<A><ListStackResourcesResult><StackResourceSummaries>\(has)</StackResourceSummaries></ListStackResourcesResult></A>")
        let report = try await meeting.inspect(stack: try await stack("<StackName>llm-chat</StackName>"))
        #expect(Set(report.taken.map(\.logicalID)).isDisjoint(with: ["Cluster", "BackendRepository"]))
        #expect(report.taken.contains { $0.logicalID == "FrontendRepository" })
    }

    @Test func `keeps the subnets of a stack, and takes others for a new one`() async throws {
        let meeting = try #require(Meeting.all.first { $0.name == "nothing-in-the-way" })
        #expect(try await meeting.inspect().parameters == ["VpcId": "vpc-1", "SubnetIds": "subnet-a,subnet-b,subnet-c"])
        let pairs = [("VpcId", "vpc-1"), ("SubnetIds", "subnet-d,subnet-b")].map {
            "<member><ParameterKey>\($0.0)</ParameterKey><ParameterValue>\($0.1)</ParameterValue></member>"
        }.joined()
        let stack = try await stack("<StackName>llm-chat</StackName><Parameters>\(pairs)</Parameters>")
        #expect(try await meeting.inspect(stack: stack).parameters == ["VpcId": "vpc-1", "SubnetIds": "subnet-d,subnet-b"])
    }

    private func stack(_ xml: String) async throws -> Stack? {
        let answer = "<A><DescribeStacksResult><Stacks><member>\(xml)</member></Stacks></DescribeStacksResult></A>"
        return try await CloudFormationClient(CannedAWS(["DescribeStacks": .init(200, answer)]).client()).describeStack("llm-chat")
    }
}
