import Diagnostics
import TestSupport
import Testing

@testable import Infrastructure

/// The states are those of CloudFormation's model, `StackStatus` in botocore 1.40.
@Suite struct `A stack in a state that it stays in` {
    @Test(arguments: [
        "CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "UPDATE_FAILED", "UPDATE_ROLLBACK_FAILED", "DELETE_FAILED",
        "IMPORT_ROLLBACK_FAILED", "UPDATE_IN_PROGRESS", "SOMETHING_NEW",
    ])
    func `is not planned, and says what leads out of it`(status: String) async throws {
        let scene = try StackScene(["DescribeStacks": CloudFormationAnswers.stack(status)])
        let refusal = await #expect(throws: StackRefusal.self) { try await scene.engine.plan() }
        try expectGolden(try #require(refusal).report + "\n", "stack/state-\(status.lowercased().replacing("_", with: "-")).txt")
        #expect(refusal?.exitCode == .refused)
        #expect(scene.aws.calls == ["DescribeStacks"])
    }

    @Test(arguments: ["UPDATE_FAILED", "DELETE_FAILED", "IMPORT_ROLLBACK_FAILED"])
    func `is not applied where only other means help`(status: String) async throws {
        let scene = try StackScene(["DescribeStacks": CloudFormationAnswers.stack(status)])
        let refusal = await #expect(throws: StackRefusal.self) { try await scene.engine.apply(consent: scene.yes) }
        #expect(refusal?.code == .state(status))
        #expect(scene.questioned == [])
    }

    @Test(arguments: ["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"])
    func `that is well is planned`(status: String) async throws {
        let reason = "The submitted information didn't contain changes. Submit different information to create a change set."
        let scene = try StackScene([
            "DescribeStacks": CloudFormationAnswers.stack(status), "CreateChangeSet": CloudFormationAnswers.created,
            "DescribeChangeSet": CloudFormationAnswers.changes([], status: "FAILED", reason: reason),
        ])
        #expect(try await scene.engine.plan().isEmpty)
        #expect(scene.aws.calls.last == "DeleteChangeSet")
    }

    @Test func `of somebody else is not touched`() async throws {
        for (name, tags) in [
            ("nobody", [:]), ("project", ["imgship:project": "shop"]),
            ("environment", ["imgship:project": "llm-chat", "imgship:environment": "test"]),
        ] as [(String, [String: String])] {
            let scene = try StackScene(["DescribeStacks": CloudFormationAnswers.stack("UPDATE_COMPLETE", tags: tags)])
            let refusal = await #expect(throws: StackRefusal.self) { try await scene.engine.apply(consent: scene.yes) }
            try expectGolden(try #require(refusal).report + "\n", "stack/not-ours-\(name).txt")
            await #expect(throws: StackRefusal.self) { try await scene.engine.destroy(DestructionWish(), consent: scene.yes) }
            #expect(Set(scene.aws.calls) == ["DescribeStacks"])
        }
    }

    @Test func `that is protected is not deleted`() async throws {
        let scene = try StackScene(["DescribeStacks": CloudFormationAnswers.stack("UPDATE_COMPLETE", isProtected: true)])
        let refusal = await #expect(throws: StackRefusal.self) { try await scene.engine.destroy(DestructionWish(), consent: scene.yes) }
        try expectGolden(try #require(refusal).report + "\n", "stack/protected.txt")
    }

    @Test func `is as the template must be: of a size that CloudFormation takes`() async throws {
        let images = (1...120).map { "image-with-a-long-name-\($0): {base: scratch}" }.joined(separator: ", ")
        let scene = try StackScene(
            ["DescribeStacks": CloudFormationAnswers.noStack],
            file: "version: 1\nproject: llm-chat\nregistry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/llm-chat\nimages: {\(images)}\n")
        let refusal = await #expect(throws: StackRefusal.self) { try await scene.engine.plan() }
        guard case .tooLarge(let bytes) = try #require(refusal).code else { throw CancellationError() }
        #expect(bytes > 51_200)
        #expect(!scene.aws.calls.contains("CreateChangeSet"))
    }
}
