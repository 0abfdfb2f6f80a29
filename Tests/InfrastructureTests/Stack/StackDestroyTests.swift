import AWS
import JSON
import TestSupport
import Testing

@testable import Infrastructure

@Suite struct `Destroying a stack` {
    private typealias Answers = CloudFormationAnswers
    private typealias Event = CloudFormationAnswers.Event

    private static let cluster = "arn:aws:ecs:eu-west-1:123456789012:cluster/llm-chat"
    private static let template = #"{"Resources": {"BackendRepository": {"Type": "AWS::ECR::Repository", "DeletionPolicy": "Retain"}}}"#

    /// - Parameter end: the events of the deletion, after its first.
    private static func answers(_ end: [Event] = [Event(2, "DELETE_COMPLETE")], status: String = "UPDATE_COMPLETE") -> [String: CannedAWS
        .Answer]
    {
        [
            "DescribeStacks": Answers.stack(status),
            "ListStackResources": Answers.resources([
                ("BackendRepository", "AWS::ECR::Repository", "llm-chat/backend"), ("Cluster", "AWS::ECS::Cluster", "llm-chat"),
                ("BackendLogGroup", "AWS::Logs::LogGroup", "/imgship/llm-chat/backend"),
            ]),
            "GetTemplate": Answers.answer("GetTemplate", "<TemplateBody>\(template.replacing("\"", with: "&quot;"))</TemplateBody>"),
            "DescribeRepositories": #"{"repositories": [{"repositoryName": "llm-chat/backend"}]}"#,
            "DescribeImages": #"{"imageDetails": [{"imageDigest": "sha256:1"}, {"imageDigest": "sha256:2"}]}"#,
            "DescribeStackEvents 1": Answers.events([Event(0, "UPDATE_COMPLETE")]),
            "DescribeStackEvents": Answers.events([Event(0, "UPDATE_COMPLETE"), Event(1, "DELETE_IN_PROGRESS")] + end),
        ]
    }

    private static func services(_ tags: String) -> [String: CannedAWS.Answer] {
        [
            "ListServices": #"{"serviceArns": ["arn:aws:ecs:eu-west-1:123456789012:service/llm-chat/backend"]}"#,
            "DescribeServices": CannedAWS.Answer(200, service("ACTIVE", tags)),
            "DescribeServices 2": CannedAWS.Answer(200, service("DRAINING", tags)),
            "DescribeServices 3": CannedAWS.Answer(200, service("INACTIVE", tags)),
            "DeleteService": #"{"service": {"serviceName": "backend"}}"#,
        ]
    }

    private static func service(_ status: String, _ tags: String) -> String {
        #"{"services": [{"serviceName": "backend", "status": "\#(status)", "runningCount": 2, "tags": [\#(tags)]}]}"#
    }

    private static let own = #"{"key": "imgship:project", "value": "llm-chat"}"#

    @Test func `tells what goes and what stays, then deletes`() async throws {
        let scene = try StackScene(Self.answers())
        let found = try await scene.engine.destroy(DestructionWish(), consent: scene.yes)
        #expect(found.resources.filter(\.isKept).map(\.logicalID) == ["BackendRepository"])
        #expect(found.repositories == [DoomedRepository(name: "llm-chat/backend", images: 2, isDoomed: false)])
        #expect(scene.questioned == ["destroy llm-chat"])
        #expect(scene.aws.calls.contains("DeleteStack") && !scene.aws.calls.contains("DeleteRepository"))
        try expectGolden(JSONValue.object(found.json).text(.indented) + "\n", "stack/destruction.json")
    }

    @Test func `sees what is behind the first hundred resources`() async throws {
        let first = (1...100).map { ("Group\($0)", "AWS::Logs::LogGroup", "/g/\($0)") }
        let scene = try StackScene(
            Self.answers().merging(Self.services(#"{"key": "team", "value": "other"}"#)) { $1 }.merging([
                "ListStackResources 1": Answers.resources(first, next: "page-2"),
                "ListStackResources": Answers.resources([("Cluster", "AWS::ECS::Cluster", "llm-chat")]),
            ]) { $1 })
        await #expect(throws: StackRefusal(code: .otherServices(["llm-chat/backend"]), stack: "llm-chat")) {
            _ = try await scene.engine.destroy(DestructionWish(), consent: scene.yes)
        }
        #expect(scene.aws.calls.count { $0 == "ListStackResources" } == 2)
    }

    @Test func `deletes images last, and only when told`() async throws {
        let scene = try StackScene(Self.answers())
        var wish = DestructionWish()
        wish.withImages = true
        _ = try await scene.engine.destroy(wish, consent: scene.yes)
        #expect(scene.aws.calls.last == "DeleteRepository")
    }

    @Test func `is refused under services, with the command that takes them along`() async throws {
        let scene = try StackScene(Self.answers().merging(Self.services(Self.own)) { $1 })
        let refusal = await #expect(throws: StackRefusal.self) { try await scene.engine.destroy(DestructionWish(), consent: scene.yes) }
        try expectGolden(try #require(refusal).report + "\n", "stack/services.txt")
        #expect(scene.questioned == [])
    }

    @Test func `stops and deletes services first when told, and waits for their end`() async throws {
        let scene = try StackScene(Self.answers().merging(Self.services(Self.own)) { $1 })
        var wish = DestructionWish()
        wish.withServices = true
        _ = try await scene.engine.destroy(wish, consent: scene.yes)
        let changes = scene.aws.calls.filter { ["DeleteService", "DescribeServices", "DeleteStack"].contains($0) }
        #expect(changes == ["DescribeServices", "DeleteService", "DescribeServices", "DescribeServices", "DeleteStack"])
        #expect(scene.said == ["llm-chat/backend: is stopped and deleted", "llm-chat/backend: is gone"])
    }

    @Test func `does not wait for ever for services that do not go`() async throws {
        var answers = Self.answers().merging(Self.services(Self.own)) { $1 }
        answers["DescribeServices 3"] = answers["DescribeServices 2"]
        answers["DescribeServices"] = answers["DescribeServices 2"]
        let scene = try StackScene(answers)
        var wish = DestructionWish()
        wish.withServices = true
        let refusal = await #expect(throws: StackRefusal.self) { try await scene.engine.destroy(wish, consent: scene.yes) }
        #expect(refusal?.code == .draining(["llm-chat/backend"]))
        #expect(refusal?.exitCode == .failed)
        #expect(scene.clock.time >= .seconds(1800) && scene.clock.time < .seconds(1900))
        #expect(!scene.aws.calls.contains("DeleteStack"))
    }

    @Test func `never touches services of others`() async throws {
        let scene = try StackScene(Self.answers().merging(Self.services("")) { $1 })
        var wish = DestructionWish()
        wish.withServices = true
        let refusal = await #expect(throws: StackRefusal.self) { try await scene.engine.destroy(wish, consent: scene.yes) }
        try expectGolden(try #require(refusal).report + "\n", "stack/other-services.txt")
        #expect(!scene.aws.calls.contains("DeleteService"))
    }

    @Test func `that fails names what is left and why`() async throws {
        let end = [
            Event(
                2, "Cluster", "AWS::ECS::Cluster", "DELETE_FAILED",
                "Resource handler returned message: \"Error occurred during operation 'DeleteClusters SDK Error: The Cluster cannot be deleted "
                    + "while Services are active.'\" (RequestToken: 3c4d, HandlerErrorCode: GeneralServiceException)"),
            Event(
                2, "TaskSecurityGroup", "AWS::EC2::SecurityGroup", "DELETE_FAILED",
                "Resource handler returned message: \"resource sg-0a1b has a dependent object (Service: Ec2, Status Code: 400, Request ID: 1a2b)\" "
                    + "(RequestToken: 3c4d, HandlerErrorCode: InvalidRequest)"),
            Event(3, "DELETE_FAILED", "The following resource(s) failed to delete: [Cluster, TaskSecurityGroup]. "),
        ]
        let scene = try StackScene(Self.answers(end))
        let failure = await #expect(throws: StackFailure.self) { try await scene.engine.destroy(DestructionWish(), consent: scene.yes) }
        try expectGolden(try #require(failure).report + "\n", "stack/failure-delete.txt")
        #expect(failure?.exitCode == .failed)
    }

    @Test func `goes on with a deletion that failed`() async throws {
        let scene = try StackScene(Self.answers(status: "DELETE_FAILED"))
        var wish = DestructionWish()
        wish.retained = ["Cluster"]
        let found = try await scene.engine.destroy(wish, consent: scene.yes)
        #expect(found.resources.filter(\.isKept).map(\.logicalID) == ["BackendRepository", "Cluster"])
    }

    @Test func `of which there is none is nothing to do`() async throws {
        let scene = try StackScene(["DescribeStacks": Answers.noStack])
        #expect(try await scene.engine.destroy(DestructionWish(), consent: scene.yes).isEmpty)
        #expect(scene.questioned == [])
    }
}
