import AWS
import JSON
import TestSupport
import Testing

@testable import Infrastructure

/// Plans, in the words of CloudFormation's own documents.
@Suite("The plan of a stack") struct StackPlanTests {
    private typealias Answers = CloudFormationAnswers

    /// Of a port that changes, and lets the resource be replaced.
    static let details =
        "<PhysicalResourceId>arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/f/1</PhysicalResourceId>"
        + "<PolicyAction>ReplaceAndDelete</PolicyAction><Replacement>True</Replacement><Scope><member>Properties</member></Scope>"
        + "<Details><member><Target><Attribute>Properties</Attribute><Name>Port</Name><RequiresRecreation>Always</RequiresRecreation>"
        + "<BeforeValue>7860</BeforeValue><AfterValue>8080</AfterValue></Target><Evaluation>Static</Evaluation>"
        + "<ChangeSource>DirectModification</ChangeSource></member></Details>"

    /// As CloudFormation describes a target group whose port changes, with the listener that refers to it.
    /// - Source: CloudFormation API Reference, "ResourceChange", "ResourceTargetDefinition".
    private static let replacement = [
        Answers.change(
            "Modify", "FrontendTargetGroup", "AWS::ElasticLoadBalancingV2::TargetGroup",
            more: details),
        Answers.change(
            "Modify", "FrontendListener", "AWS::ElasticLoadBalancingV2::Listener",
            more:
                "<PhysicalResourceId>arn:l</PhysicalResourceId><Replacement>Conditional</Replacement><Scope><member>Properties</member></Scope>"
                + "<Details><member><Target><Attribute>Properties</Attribute><Name>DefaultActions</Name>"
                + "<RequiresRecreation>Never</RequiresRecreation></Target><Evaluation>Dynamic</Evaluation>"
                + "<ChangeSource>ResourceReference</ChangeSource></member><member><Target><Attribute>Tags</Attribute>"
                + "<RequiresRecreation>Conditionally</RequiresRecreation></Target></member></Details>"),
        Answers.change(
            "Remove", "BackendRepository", "AWS::ECR::Repository",
            more: "<PhysicalResourceId>llm-chat/backend</PhysicalResourceId><PolicyAction>Retain</PolicyAction>"),
        Answers.change("Remove", "BackendLogGroup", "AWS::Logs::LogGroup", more: "<PolicyAction>Delete</PolicyAction>"),
        Answers.change("Add", "Namespace", "AWS::ServiceDiscovery::HttpNamespace"),
        Answers.change(
            "Import", "FrontendRepository", "AWS::ECR::Repository", more: "<PhysicalResourceId>llm-chat/frontend</PhysicalResourceId>"),
    ]

    @Test func `tells what is replaced, what is lost and what is kept`() async throws {
        let scene = try StackScene([
            "DescribeStacks": Answers.stack("CREATE_COMPLETE"), "CreateChangeSet": Answers.created,
            "DescribeChangeSet 1": Answers.changes([], status: "CREATE_IN_PROGRESS"),
            "DescribeChangeSet": Answers.changes(Self.replacement),
        ])
        let plan = try await scene.engine.plan()
        #expect(plan.changes.map(\.kind) == [.replace, .modify, .remove, .remove, .add, .adopt])
        #expect(plan.changes[0].properties == [.init(name: "Port", recreation: .always, before: "7860", after: "8080")])
        #expect(plan.changes[1].mayBeReplaced && plan.changes[1].properties.map(\.name) == ["DefaultActions", "Tags"])
        #expect(plan.changes.map { $0.loss != nil } == [true, false, false, true, false, false])
        #expect(plan.changes[2].isRetained && !plan.isNew)
        #expect(scene.aws.calls.suffix(4) == ["CreateChangeSet", "DescribeChangeSet", "DescribeChangeSet", "DeleteChangeSet"])
        try expectGolden(JSONValue.object(plan.json).text(.indented) + "\n", "stack/plan.json")
    }

    /// In the template all of the traffic is the first target group's; after each second deployment none of it is.
    @Test(arguments: [("arn:other", true), ("arn:first", false)])
    func `is refused where a rule would send users to tasks that are not there`(serving: String, isRefused: Bool) async throws {
        let groups = ["arn:first", "arn:other"].map {
            "<member><TargetGroupArn>\($0)</TargetGroupArn><Weight>\($0 == serving ? 100 : 0)</Weight></member>"
        }.joined()
        let action = "<Type>forward</Type><ForwardConfig><TargetGroups>\(groups)</TargetGroups></ForwardConfig>"
        let rule = "<RuleArn>arn:rule</RuleArn><Actions><member>\(action)</member></Actions>"
        let scene = try StackScene(
            [
                "DescribeStacks": Answers.stack("CREATE_COMPLETE"), "CreateChangeSet": Answers.created,
                "DescribeChangeSet": Answers.changes([
                    Answers.change(
                        "Modify", "FrontendListenerRule", "AWS::ElasticLoadBalancingV2::ListenerRule",
                        more: "<PhysicalResourceId>arn:rule</PhysicalResourceId><Replacement>False</Replacement>")
                ]),
                "ListStackResources": Answers.resources([
                    ("FrontendListenerRule", "AWS::ElasticLoadBalancingV2::ListenerRule", "arn:rule"),
                    ("FrontendTargetGroup", "AWS::ElasticLoadBalancingV2::TargetGroup", "arn:first"),
                ]),
                "DescribeRules": Answers.answer("DescribeRules", "<Rules><member>\(rule)</member></Rules>"),
                "GetServiceQuota": .init(400, #"{"__type": "NoSuchResourceException", "message": "none"}"#),
            ],
            file: StackScene.file + "\ninfra: {vpc: own}\nservices:\n  frontend:\n    image: frontend\n    port: 80\n"
                + "    deployment: {strategy: blue-green}\n    load-balancer: {listen: 80}\n")
        guard isRefused else { return #expect(try await scene.engine.plan().changes.count == 1) }
        let refusal = await #expect(throws: GroundRefusal.self) { try await scene.engine.plan() }
        #expect(refusal?.findings.map(\.rule) == ["traffic-elsewhere"])
        #expect(scene.aws.calls.last == "DeleteChangeSet")
    }

    @Test func `leaves nothing behind, neither a change set nor the stack that was made for it`() async throws {
        let scene = try StackScene([
            "DescribeStacks 1": Answers.noStack, "DescribeStacks": Answers.stack("REVIEW_IN_PROGRESS", tags: [:]),
            "CreateChangeSet": Answers.created, "DescribeChangeSet": Answers.changes([Answers.change("Add", "A", "AWS::ECR::Repository")]),
        ])
        #expect(try await scene.engine.plan().isNew)
        #expect(scene.aws.calls.suffix(4) == ["DeleteChangeSet", "DescribeStacks", "ListChangeSets", "DeleteStack"])
    }

    @Test func `of a stack that a colleague is planning keeps theirs`() async throws {
        let scene = try StackScene([
            "DescribeStacks": Answers.stack("REVIEW_IN_PROGRESS", tags: [:]), "CreateChangeSet": Answers.created,
            "ListChangeSets": Answers.waiting,
            "DescribeChangeSet": Answers.changes([Answers.change("Add", "A", "AWS::ECR::Repository")], tags: Answers.ours),
        ])
        #expect(try await scene.engine.plan().isNew)
        #expect(!scene.aws.calls.contains("DeleteStack"))
    }

    /// Its tags are not shown before it is made.
    @Test(arguments: [
        ["ListChangeSets": Answers.waiting, "DescribeChangeSet": Answers.changes([], tags: ["imgship:project": "other"])], [:],
    ])
    func `of a stack that somebody else is planning is refused, and theirs is kept`(answers: [String: CannedAWS.Answer]) async throws {
        let scene = try StackScene(answers.merging(["DescribeStacks": Answers.stack("REVIEW_IN_PROGRESS", tags: [:])]) { $1 })
        let refusal = await #expect(throws: StackRefusal.self) { try await scene.engine.plan() }
        try expectGolden(try #require(refusal).report + "\n", "stack/not-our-plan.txt")
        await #expect(throws: StackRefusal.self) { try await scene.engine.destroy(DestructionWish(), consent: scene.yes) }
        await #expect(throws: StackRefusal.self) { try await scene.engine.apply(consent: scene.yes) }
        #expect(Set(scene.aws.calls).isSubset(of: ["DescribeStacks", "ListChangeSets", "DescribeChangeSet"]))
    }

    @Test func `that CloudFormation does not accept says why, and leaves nothing`() async throws {
        let scene = try StackScene([
            "DescribeStacks 1": Answers.noStack, "DescribeStacks": Answers.stack("REVIEW_IN_PROGRESS", tags: [:]),
            "CreateChangeSet": Answers.created,
            "DescribeChangeSet": Answers.changes(
                [], status: "FAILED", reason: "Template error: resource Cluster does not support attribute X"),
        ])
        let refusal = await #expect(throws: StackRefusal.self) { try await scene.engine.plan() }
        try expectGolden(try #require(refusal).report + "\n", "stack/change-set.txt")
        #expect(scene.aws.calls.suffix(4) == ["DeleteChangeSet", "DescribeStacks", "ListChangeSets", "DeleteStack"])
    }

    @Test func `that is cancelled takes its change set away all the same`() async throws {
        let scene = try StackScene(
            [
                "DescribeStacks": Answers.stack("CREATE_COMPLETE"), "CreateChangeSet": Answers.created,
                "DescribeChangeSet": Answers.changes([], status: "CREATE_IN_PROGRESS"),
            ], sleep: { throw CancellationError() })
        await #expect(throws: CancellationError.self) { try await scene.engine.plan() }
        #expect(scene.aws.calls.last == "DeleteChangeSet")
    }
}
