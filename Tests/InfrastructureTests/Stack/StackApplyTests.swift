import AWS
import Diagnostics
import TestSupport
import Testing

@testable import Infrastructure

@Suite struct `Applying a stack` {
    private typealias Answers = CloudFormationAnswers
    private typealias Event = CloudFormationAnswers.Event

    private static let before = Event(0, "REVIEW_IN_PROGRESS", "User Initiated")
    private static let repository = "AWS::ECR::Repository"

    /// A creation, as far as it is the same in all tests.
    private static func creation(_ events: [Event], end: CannedAWS.Answer = Answers.stack("CREATE_COMPLETE")) -> [String: CannedAWS.Answer]
    {
        [
            "DescribeStacks 1": Answers.noStack, "DescribeStacks": end, "CreateChangeSet": Answers.created,
            "DescribeChangeSet": Answers.changes([Answers.change("Add", "BackendRepository", repository)]),
            "ExecuteChangeSet": Answers.executed,
            "DescribeStackEvents 1": Answers.events([before]), "DescribeStackEvents": Answers.events([before] + events),
        ]
    }

    @Test func `asks, carries out, tells each event once in its order, and gives the outputs`() async throws {
        let first = [
            Event(1, "CREATE_IN_PROGRESS", "User Initiated"), Event(2, "BackendRepository", Self.repository, "CREATE_IN_PROGRESS"),
        ]
        let rest = [Event(9, "BackendRepository", Self.repository, "CREATE_COMPLETE"), Event(10, "CREATE_COMPLETE")]
        var answers = Self.creation(first + rest, end: Answers.stack("CREATE_COMPLETE", outputs: ["FrontendUrl": "http://x"]))
        answers["DescribeStackEvents 2"] = Answers.events([Self.before] + first)
        let scene = try StackScene(answers)
        let applied = try await scene.engine.apply(consent: scene.yes)
        #expect(applied.outputs == ["FrontendUrl": "http://x"])
        #expect(scene.questioned == ["carry out 1"])
        #expect(
            scene.told.map { "\($0.logicalID) \($0.status)" } == [
                "llm-chat CREATE_IN_PROGRESS", "BackendRepository CREATE_IN_PROGRESS", "BackendRepository CREATE_COMPLETE",
                "llm-chat CREATE_COMPLETE",
            ])
        #expect(!scene.aws.calls.contains("DeleteChangeSet"))
    }

    @Test func `is left out where the answer is no`() async throws {
        let scene = try StackScene(
            Self.creation([]).merging(["DescribeStacks": Answers.stack("REVIEW_IN_PROGRESS", tags: [:])]) { $1 })
        await #expect(throws: CancellationError.self) { try await scene.engine.apply { _ in throw CancellationError() } }
        #expect(!scene.aws.calls.contains("ExecuteChangeSet"))
        #expect(scene.aws.calls.suffix(3) == ["DescribeStacks", "ListChangeSets", "DeleteStack"])
    }

    /// Words as AWS's users report them.
    private static let failures: [(String, [Event])] = [
        (
            "denied",
            [
                Event(
                    4, "ExecutionRole", "AWS::IAM::Role", "CREATE_FAILED",
                    "Resource handler returned message: \"User: arn:aws:sts::123456789012:assumed-role/ci/run is not authorized to perform: "
                        + "iam:CreateRole on resource: arn:aws:iam::123456789012:role/llm-chat-ExecutionRole-1 because no identity-based policy "
                        + "allows the iam:CreateRole action (Service: Iam, Status Code: 403, Request ID: 1a2b)\" (RequestToken: 3c4d, "
                        + "HandlerErrorCode: AccessDenied)")
            ]
        ),
        (
            "quota",
            [
                Event(
                    4, "Vpc", "AWS::EC2::VPC", "CREATE_FAILED",
                    "Resource handler returned message: \"The maximum number of VPCs has been reached. (Service: Ec2, Status Code: 400, "
                        + "Request ID: 1a2b)\" (RequestToken: 3c4d, HandlerErrorCode: ServiceLimitExceeded)")
            ]
        ),
        (
            "name-taken",
            [
                Event(
                    4, "BackendRepository", repository, "CREATE_FAILED",
                    "Resource handler returned message: \"llm-chat/backend already exists in stack "
                        + "arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/5e6f\" (RequestToken: 3c4d, HandlerErrorCode: AlreadyExists)"
                )
            ]
        ),
        (
            "no-gateway",
            [
                Event(
                    4, "LoadBalancer", "AWS::ElasticLoadBalancingV2::LoadBalancer", "CREATE_FAILED",
                    "Resource handler returned message: \"VPC vpc-0a1b has no internet gateway (Service: ElasticLoadBalancingV2, Status Code: 400, "
                        + "Request ID: 1a2b)\" (RequestToken: 3c4d, HandlerErrorCode: InvalidRequest)")
            ]
        ),
    ]

    @Test(arguments: failures.map(\.0)) func `that fails names the resource that it began with`(name: String) async throws {
        let cause = try #require(Self.failures.first { $0.0 == name }).1
        // What was under way is cancelled by CloudFormation: no failure of its own, and told by it in the same second.
        let cancelled = Event(4, "Cluster", "AWS::ECS::Cluster", "CREATE_FAILED", "Resource creation cancelled")
        let events =
            [Event(1, "CREATE_IN_PROGRESS")] + cause + [
                cancelled,
                Event(5, "ROLLBACK_IN_PROGRESS", "The following resource(s) failed to create: [Cluster]. Rollback requested by user."),
                Event(9, "ROLLBACK_COMPLETE"),
            ]
        let scene = try StackScene(Self.creation(events))
        let failure = await #expect(throws: StackFailure.self) { try await scene.engine.apply(consent: scene.yes) }
        let found = try #require(failure)
        #expect(found.exitCode == .rolledBack && found.others.isEmpty)
        try expectGolden(found.report + "\n", "stack/failure-\(name).txt")
    }

    @Test func `that fails in both directions tells both`() async throws {
        let update = [
            Event(1, "UPDATE_IN_PROGRESS"),
            Event(3, "FrontendListener", "AWS::ElasticLoadBalancingV2::Listener", "UPDATE_FAILED", "Certificate ARN 'arn:c' is not valid"),
            Event(4, "UPDATE_ROLLBACK_IN_PROGRESS", "The following resource(s) failed to update: [FrontendListener]."),
            Event(
                6, "Cluster", "AWS::ECS::Cluster", "UPDATE_FAILED",
                "Resource handler returned message: \"Cluster not found.\" (RequestToken: 3c4d, HandlerErrorCode: NotFound)"),
            Event(7, "UPDATE_ROLLBACK_FAILED", "The following resource(s) failed to update: [Cluster]."),
        ]
        var answers = Self.creation(update)
        answers["DescribeStacks 1"] = Answers.stack("UPDATE_COMPLETE")
        let scene = try StackScene(answers)
        let failure = await #expect(throws: StackFailure.self) { try await scene.engine.apply(consent: scene.yes) }
        try expectGolden(try #require(failure).report + "\n", "stack/failure-both-ways.txt")
        #expect(failure?.exitCode == .failed && failure?.cause == .certificate)
    }

    @Test func `follows first what somebody has begun, from its beginning`() async throws {
        let old = [Event(0, "UPDATE_IN_PROGRESS"), Event(1, "UPDATE_COMPLETE")]
        let going = [Event(60, "UPDATE_IN_PROGRESS"), Event(61, "Cluster", "AWS::ECS::Cluster", "UPDATE_IN_PROGRESS")]
        let rest = [Event(70, "Cluster", "AWS::ECS::Cluster", "UPDATE_COMPLETE"), Event(71, "UPDATE_COMPLETE")]
        let scene = try StackScene([
            "DescribeStacks 1": Answers.stack("UPDATE_IN_PROGRESS"), "DescribeStacks": Answers.stack("UPDATE_COMPLETE"),
            "DescribeStackEvents 1": Answers.events(old + going), "DescribeStackEvents 2": Answers.events(old + going),
            "DescribeStackEvents": Answers.events(old + going + rest), "CreateChangeSet": Answers.created,
            "DescribeChangeSet": Answers.changes([], status: "FAILED", reason: "No updates are to be performed."),
        ])
        #expect(try await scene.engine.apply(consent: scene.yes).planned.isEmpty)
        #expect(
            scene.told.map(\.status) == ["UPDATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE", "UPDATE_COMPLETE"])
        #expect(scene.questioned == [])
        #expect(scene.said == ["the stack 'llm-chat' is in UPDATE_IN_PROGRESS: it is followed first"])
    }

    @Test(arguments: ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"])
    func `after a creation that failed deletes what is left, once it may`(status: String) async throws {
        let events = [Event(1, "DELETE_IN_PROGRESS"), Event(2, "DELETE_COMPLETE")]
        var answers = Self.creation(events + [Event(11, "CREATE_IN_PROGRESS"), Event(12, "CREATE_COMPLETE")])
        answers["DescribeStacks 1"] = Answers.stack(status)
        answers["DescribeStacks 2"] = Answers.noStack
        answers["DescribeStackEvents 2"] = Answers.events([Self.before] + events)
        answers["DescribeStackEvents 3"] = Answers.events([Self.before])
        let scene = try StackScene(answers)
        _ = try await scene.engine.apply(consent: scene.yes)
        #expect(scene.questioned == ["delete \(status)", "carry out 1"])
        #expect(scene.aws.calls.firstIndex(of: "DeleteStack")! < scene.aws.calls.firstIndex(of: "CreateChangeSet")!)
    }

    @Test func `after an update that could not be taken back goes on with that`() async throws {
        var answers = Self.creation([Event(21, "UPDATE_IN_PROGRESS"), Event(22, "UPDATE_COMPLETE")])
        answers["DescribeStacks 1"] = Answers.stack("UPDATE_ROLLBACK_FAILED")
        answers["DescribeStacks"] = Answers.stack("UPDATE_ROLLBACK_COMPLETE")
        let back = [Event(1, "UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated"), Event(2, "UPDATE_ROLLBACK_COMPLETE")]
        answers["DescribeStackEvents 2"] = Answers.events([Self.before] + back)
        answers["DescribeStackEvents 3"] = Answers.events([Self.before])
        let scene = try StackScene(answers)
        _ = try await scene.engine.apply(skipping: ["Cluster"], consent: scene.yes)
        #expect(scene.questioned == ["take back but [\"Cluster\"]", "carry out 1"])
        #expect(scene.aws.calls.contains("ContinueUpdateRollback"))
    }

    @Test func `that is interrupted says that CloudFormation goes on`() async throws {
        let scene = try StackScene(Self.creation([Event(1, "CREATE_IN_PROGRESS")]), sleep: { throw CancellationError() })
        let error = await #expect(throws: StackInterruption.self) { try await scene.engine.apply(consent: scene.yes) }
        #expect(error?.exitCode == .interrupted)
        try expectGolden(try #require(error).report + "\n", "stack/interrupted.txt")
    }

    @Test func `ends with a stack that came to rest without an event that says so`() async throws {
        let scene = try StackScene(Self.creation([Event(1, "CREATE_IN_PROGRESS")]))
        _ = try await scene.engine.apply(consent: scene.yes)
        #expect(scene.aws.calls.count { $0 == "DescribeStackEvents" } < 10)
    }

    @Test func `goes on where AWS does not answer for a moment, and gives up when it stays away`() async throws {
        let trouble = CannedAWS.Answer(
            503, "<ErrorResponse><Error><Code>ServiceUnavailable</Code><Message>later</Message></Error></ErrorResponse>")
        var answers = Self.creation([Event(1, "CREATE_IN_PROGRESS"), Event(2, "CREATE_COMPLETE")])
        answers["DescribeStackEvents 2"] = trouble
        let scene = try StackScene(answers)
        _ = try await scene.engine.apply(consent: scene.yes)
        #expect(scene.said == ["warning: AWS does not answer at the moment; the stack goes on, and is looked at again"])

        answers["DescribeStackEvents"] = trouble
        let lost = try StackScene(answers)
        await #expect(throws: AWSError.self) { try await lost.engine.apply(consent: lost.yes) }
        #expect(lost.clock.time > .seconds(300) && lost.clock.time < .seconds(320))
    }
}
