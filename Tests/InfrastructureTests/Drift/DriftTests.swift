import AWS
import Diagnostics
import HTTP
import JSON
import Synchronization
import TestSupport
import Testing

@testable import Infrastructure

/// moto has no drift: the shapes are those of CloudFormation's API Reference.
@Suite struct `The drift of a stack` {
    private static func stack(status: String = "CREATE_COMPLETE", project: String = "llm-chat") -> CannedAWS.Answer {
        let tag = "<member><Key>imgship:project</Key><Value>\(project)</Value></member>"
        let member = "<StackName>llm-chat</StackName><StackId>arn:s</StackId><StackStatus>\(status)</StackStatus><Tags>\(tag)</Tags>"
        return .init(200, "<A><DescribeStacksResult><Stacks><member>\(member)</member></Stacks></DescribeStacksResult></A>")
    }

    private static func status(_ status: String, _ reason: String = "") -> CannedAWS.Answer {
        let fields = "<DetectionStatus>\(status)</DetectionStatus><DetectionStatusReason>\(reason)</DetectionStatusReason>"
        return .init(200, "<A><DescribeStackDriftDetectionStatusResult>\(fields)</DescribeStackDriftDetectionStatusResult></A>")
    }

    private static let drifts: CannedAWS.Answer = """
        <A><DescribeStackResourceDriftsResult><StackResourceDrifts>
          <member><LogicalResourceId>FrontendRepository</LogicalResourceId><ResourceType>AWS::ECR::Repository</ResourceType>
            <PhysicalResourceId>llm-chat/frontend</PhysicalResourceId><StackResourceDriftStatus>DELETED</StackResourceDriftStatus></member>
          <member><LogicalResourceId>Cluster</LogicalResourceId><ResourceType>AWS::ECS::Cluster</ResourceType>
            <PhysicalResourceId>llm-chat</PhysicalResourceId><StackResourceDriftStatus>MODIFIED</StackResourceDriftStatus>
            <PropertyDifferences>
              <member><PropertyPath>/Tags/1</PropertyPath><DifferenceType>ADD</DifferenceType><ExpectedValue>null</ExpectedValue>
                <ActualValue>{"Key":"team","Value":"x"}</ActualValue></member>
              <member><PropertyPath>/ClusterSettings/0/Value</PropertyPath><DifferenceType>NOT_EQUAL</DifferenceType>
                <ExpectedValue>enabled</ExpectedValue><ActualValue>disabled</ActualValue></member>
              <member><PropertyPath>/CapacityProviders/1</PropertyPath><DifferenceType>REMOVE</DifferenceType>
                <ExpectedValue>FARGATE_SPOT</ExpectedValue><ActualValue>null</ActualValue></member>
            </PropertyDifferences></member>
        </StackResourceDrifts></DescribeStackResourceDriftsResult></A>
        """

    /// Waits no time, and counts it.
    private final class Waits: Sendable {
        let total = Mutex(Duration.zero)

        var clock: RetryClock {
            RetryClock(
                sleep: { [self] wait in total.withLock { $0 += wait } }, random: { 0.5 }, secondsSince1970: { 0 },
                elapsed: { [self] in total.withLock(\.self) })
        }
    }

    private func detect(
        _ answers: [String: CannedAWS.Answer], _ waits: Waits = Waits(), sample: Sample = .chat()
    ) async throws -> DriftReport {
        let usual: [String: CannedAWS.Answer] = [
            "DescribeStacks": Self.stack(), "DescribeStackDriftDetectionStatus": Self.status("DETECTION_COMPLETE"),
            "DetectStackDrift":
                "<A><DetectStackDriftResult><StackDriftDetectionId>d-1</StackDriftDetectionId></DetectStackDriftResult></A>",
        ]
        let client = try CannedAWS(usual.merging(answers) { $1 }).client()
        return try await DriftDetector(client, clock: waits.clock, reporter: SilentReporter()).detect(try sample.project())
    }

    @Test func `is what differs, resource by resource`() async throws {
        let report = try await detect(["DescribeStackResourceDrifts": Self.drifts])
        #expect(report.resources.map(\.logicalID) == ["Cluster", "FrontendRepository"])
        #expect(!report.isInSync && report.resources[1].isDeleted)
        try expectGolden(JSONValue.object(report.json).text(.indented) + "\n", "drift.json")
    }

    private static func rule(_ id: String, _ path: String, _ expected: String, _ actual: String, actions: [String]? = nil) -> String {
        let properties = (actions ?? []).enumerated().map { index, text in
            let key = ["ExpectedProperties", "ActualProperties"][index]
            return
                "<\(key)>{\"Priority\":50000,\"Actions\":[{\"Type\":\"forward\",\"ForwardConfig\":{\"TargetGroups\":[\(text)]}}]}</\(key)>"
        }
        return "<member><LogicalResourceId>\(id)</LogicalResourceId><ResourceType>AWS::ElasticLoadBalancingV2::ListenerRule</ResourceType>"
            + "<StackResourceDriftStatus>MODIFIED</StackResourceDriftStatus>\(properties.joined())<PropertyDifferences><member>"
            + "<PropertyPath>\(path)</PropertyPath><DifferenceType>NOT_EQUAL</DifferenceType><ExpectedValue>\(expected)</ExpectedValue>"
            + "<ActualValue>\(actual)</ActualValue></member></PropertyDifferences></member>"
    }

    /// How much of the traffic goes where is ECS's; what else a rule says is not.
    @Test func `is not what ECS does with the rules of deployments that move traffic`() async throws {
        func told(_ rules: [String], _ sample: Sample = .blueGreen) async throws -> [String] {
            let body =
                "<A><DescribeStackResourceDriftsResult><StackResourceDrifts>\(rules.joined())</StackResourceDrifts></DescribeStackResourceDriftsResult></A>"
            let report = try await detect(["DescribeStackResourceDrifts": .init(200, body)], sample: sample)
            return report.resources.flatMap { resource in resource.differences.map { "\(resource.logicalID) \($0.path)" } }
        }
        let weight = "/Actions/0/ForwardConfig/TargetGroups/0/Weight", group = "/Actions/0/ForwardConfig/TargetGroups/0"
        let blue = #"{"TargetGroupArn":"a","Weight":1},{"TargetGroupArn":"b","Weight":0}"#
        let green = #"{"TargetGroupArn":"b","Weight":100},{"TargetGroupArn":"a","Weight":0}"#
        let other = #"{"TargetGroupArn":"b","Weight":100},{"TargetGroupArn":"c","Weight":0}"#
        #expect(
            try await told([Self.rule("FrontendListenerRule", weight, "1", "0"), Self.rule("FrontendTestListenerRule", weight, "1", "100")])
                == [])
        #expect(try await told([Self.rule("FrontendListenerRule", group, "{}", "{}", actions: [blue, green])]) == [])
        #expect(
            try await told([Self.rule("FrontendListenerRule", group, "{}", "{}", actions: [blue, other])]) == [
                "FrontendListenerRule \(group)"
            ])
        let condition = "/Conditions/0/PathPatternConfig/Values/0"
        #expect(try await told([Self.rule("FrontendListenerRule", condition, "/*", "/x")]) == ["FrontendListenerRule \(condition)"])
        // Of a rolling deployment nobody moves anything.
        #expect(try await told([Self.rule("FrontendListenerRule", weight, "1", "0")], .chat()) == ["FrontendListenerRule \(weight)"])
    }

    @Test func `is none where all is as the template says`() async throws {
        let report = try await detect([:])
        #expect(report.isInSync && report.json["state"] == "in-sync")
    }

    @Test func `is waited for`() async throws {
        let waits = Waits()
        let busy = Self.status("DETECTION_IN_PROGRESS")
        let report = try await detect(
            ["DescribeStackDriftDetectionStatus 1": busy, "DescribeStackDriftDetectionStatus 2": busy], waits)
        #expect(report.isInSync)
        #expect(waits.total.withLock(\.self) == .seconds(6))
    }

    @Test func `is not waited for without an end`() async throws {
        let error = await #expect(throws: DriftError.self) {
            try await detect(["DescribeStackDriftDetectionStatus": Self.status("DETECTION_IN_PROGRESS")])
        }
        #expect(error?.code == .late && error?.exitCode == .timedOut)
    }

    @Test func `is told as far as it is known`() async throws {
        let report = try await detect([
            "DescribeStackDriftDetectionStatus": Self.status("DETECTION_FAILED", "no permission to read roles"),
            "DescribeStackResourceDrifts": Self.drifts,
        ])
        #expect(report.resources.count == 2 && report.gap == "no permission to read roles")
        let nothing = try await detect(["DescribeStackDriftDetectionStatus": Self.status("DETECTION_FAILED")])
        #expect(!nothing.isInSync && nothing.json["state"] == "unknown")
    }

    @Test func `is looked for in the project's own stack alone`() async throws {
        let none = await #expect(throws: DriftError.self) { try await detect(["DescribeStacks": "<A/>"]) }
        #expect(none?.code == .noStack)
        let theirs = await #expect(throws: StackRefusal.self) { try await detect(["DescribeStacks": Self.stack(project: "other")]) }
        #expect(theirs?.code == .notOurs(tags: ["imgship:project": "other"]))
        let busy = await #expect(throws: StackRefusal.self) {
            try await detect(["DescribeStacks": Self.stack(status: "UPDATE_IN_PROGRESS")])
        }
        #expect(busy?.code == .state("UPDATE_IN_PROGRESS"))
    }
}
