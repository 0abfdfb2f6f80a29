import AWS
import Configuration
import Testing

@testable import Release

/// The answers are in the form of AWS's API references.
@Suite struct `A checkup of what services stand on` {
    private static func demand(cpu: Int, desired: Int) throws -> FargateDemand {
        let text = """
            version: 1
            project: p
            images: {a: {base: scratch}}
            services: {s: {image: a, cpu: \(cpu), memory: 8192, desired: \(desired)}}
            """
        return FargateDemand(try ProjectFile.load(text: text, file: "imgship.yaml").services)
    }

    private static func quota(_ status: Int, _ body: String, _ demand: FargateDemand) async throws -> CheckupLine {
        let lines = try await QuotaCheckup(try CannedAWS(answers: ["GetServiceQuota": (status, body)]).client).run(demand)
        #expect(lines.map(\.subject) == ["quota Fargate vCPU"])
        return try #require(lines.first)
    }

    private static func body(_ value: Double) -> String {
        #"{"Quota": {"ServiceCode": "fargate", "QuotaCode": "L-3032A538", "Value": \#(value), "Unit": "None", "Adjustable": true}}"#
    }

    @Test(arguments: [(16.0, "ok"), (6.0, "warn"), (3.0, "fail")])
    func `compares the quota with what is asked for`(quota: Double, state: String) async throws {
        let line = try await Self.quota(200, Self.body(quota), try Self.demand(cpu: 1024, desired: 4))
        #expect(line.state.rawValue == state)
        #expect(line.words.hasSuffix("the services ask for 4, and 8 at most, while they are replaced"))
        #expect((line.remedy?.contains("--quota-code L-3032A538 --desired-value 8") ?? false) == (state != "ok"))
    }

    @Test func `tells of parts of a CPU`() async throws {
        let line = try await Self.quota(200, Self.body(6), try Self.demand(cpu: 256, desired: 1))
        #expect(line.words == "6 in all of eu-central-1; the services ask for 0.25, and 0.5 at most, while they are replaced")
    }

    @Test func `names the action that is not allowed, and fails nothing`() async throws {
        let denied =
            #"{"__type": "AccessDeniedException", "message": "User: arn:aws:iam::1:user/ci is not authorized to perform: servicequotas:GetServiceQuota"}"#
        let line = try await Self.quota(400, denied, try Self.demand(cpu: 256, desired: 1))
        #expect(line.state == .doubtful)
        #expect(line.words.contains("servicequotas:GetServiceQuota"))
        #expect(line.remedy?.contains("servicequotas:GetServiceQuota") == true)
    }

    private static func stack(_ status: String, _ reason: String = "") -> (Int, String) {
        let why = reason.isEmpty ? "" : "<StackStatusReason>\(reason)</StackStatusReason>"
        return (
            200,
            "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>p</StackName><StackStatus>\(status)</StackStatus>\(why)"
                + "</member></Stacks></DescribeStacksResult></DescribeStacksResponse>"
        )
    }

    @Test(
        arguments: [
            ("CREATE_COMPLETE", "ok"), ("UPDATE_COMPLETE", "ok"), ("UPDATE_IN_PROGRESS", "warn"), ("UPDATE_ROLLBACK_COMPLETE", "warn"),
            ("ROLLBACK_COMPLETE", "fail"), ("UPDATE_ROLLBACK_FAILED", "fail"), ("DELETE_FAILED", "fail"),
        ]) func `tells the state of the stack`(status: String, state: String) async throws
    {
        let client = try CannedAWS(answers: ["DescribeStacks": Self.stack(status, "because")]).client
        let lines = try await GroundCheckup(client).run(stack: "p", needsDefaultVPC: false)
        #expect(lines.map { "\($0.state.rawValue) \($0.subject)" } == ["\(state) stack p"])
        #expect(lines[0].words.hasSuffix(": because") == (state == "fail" || status == "UPDATE_ROLLBACK_COMPLETE"))
    }

    @Test func `tells of a stack and a network that are not there`() async throws {
        let missing =
            "<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id p does not exist</Message></Error></ErrorResponse>"
        let client = try CannedAWS(answers: [
            "DescribeStacks": (400, missing), "DescribeVpcs": (200, "<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>"),
        ]).client
        let lines = try await GroundCheckup(client).run(stack: "p", needsDefaultVPC: true)
        #expect(lines.map { "\($0.state.rawValue) \($0.subject)" } == ["warn stack p", "fail network"])
        #expect(lines.allSatisfy { $0.remedy != nil })
    }
}
