import AWS
import Simulation
import Testing

@testable import Release

@Suite struct `Tags of a service` {
    @Test func `that AWS does not set are no reason for a release to fail`() async throws {
        let scene = try Scene(.ok, Scene.both, running: ["backend", "frontend"]) { call, _ in
            call.action == "TagResource" ? .refuse("InvalidParameterException") : nil
        }
        let ecs = ECSClient(scene.client)
        for name in ["backend", "frontend"] {
            let arn = try #require(try await scene.service(name)?.arn)
            try await ecs.untagResource(arn, ["imgship:project"])
        }
        let prepared = try await scene.releaser().prepare(scene.request)
        #expect(prepared.plan.services.map(\.newTags) == [["imgship:project": "llm-chat"], ["imgship:project": "llm-chat"]])
        let record = try await scene.releaser().carryOut(prepared)
        #expect(record.outcome == .succeeded)
        #expect(record.services.map(\.state) == [.succeeded, .succeeded])
        // Neither now, nor where nothing has changed.
        #expect(try await scene.release().outcome == .unchanged)
    }

    @Test func `of before long ARNs are not tried to be set`() async throws {
        let scene = try Scene { call, _ in
            guard call.action == "DescribeServices" else { return nil }
            return .change { $0.replacing("service/demo/backend\"", with: "service/backend\"") }
        }
        let arn = try #require(try await scene.service()?.arn)
        #expect(arn.hasSuffix(":service/backend"))
        try await ECSClient(scene.client).untagResource(arn.replacing(":service/", with: ":service/demo/"), ["imgship:project"])
        let prepared = try await scene.releaser().prepare(scene.request)
        #expect(prepared.plan.services.first?.newTags == [:])
        #expect(try await scene.releaser().carryOut(prepared).outcome == .succeeded)
        #expect(await scene.calls("TagResource").isEmpty)
    }
}
