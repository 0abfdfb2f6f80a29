import Diagnostics
import JSON
import TestSupport
import Testing

@testable import Release

@Suite struct `The chat of the repository` {
    @Test func `is composed to what a professional would write`() throws {
        for service in try Flagship.composed() {
            try expectGolden(JSONValue.object(service.task.fields).text(.indented) + "\n", "\(service.name).task.json")
            try expectGolden(JSONValue.object(service.service?.fields ?? [:]).text(.indented) + "\n", "\(service.name).service.json")
        }
    }

    @Test func `passes all checks without a remark`() throws {
        #expect(ReleaseChecks.findings(in: try Flagship.composed()).map(\.text) == [])
        #expect(ReleaseRefusal([]) == nil)
    }

    @Test(.enabled(if: ECSJudge.isThere, "needs .venv"))
    func `is taken by botocore and cfn-lint`() throws {
        for service in try Flagship.composed() {
            #expect(try ECSJudge.complaints("RegisterTaskDefinition", service.task.fields) == [])
            #expect(try ECSJudge.complaints(on: service.task.fields) == [])
            let plan = ServicePlan(service)
            let token = String(repeating: "0", count: 32)
            let revision = "arn:aws:ecs:eu-west-1:123456789012:task-definition/f:1"
            #expect(try ECSJudge.complaints("CreateService", plan.creation(revision: revision, token: token)) == [])
            #expect(
                try ECSJudge.complaints(
                    "UpdateService", plan.update(revision: revision).filter { key, _ in !ServiceDefinition.createOnly.contains(key) }) == []
            )
        }
    }

    @Test func `takes the changes of an environment`() throws {
        let frontend = try Flagship.composed(["frontend"], environment: "production")[0]
        #expect(frontend.service?.desired == 2)
        #expect(frontend.task.family == "llm-chat-production-frontend")
        #expect(frontend.cluster == "llm-chat-production")
        #expect(frontend.task.containers[0].logOptions["awslogs-group"] == "/imgship/llm-chat-production/frontend")
        #expect(frontend.service?.tags["imgship:environment"] == "production")
        #expect(frontend.scaling?.maximum == 12)
    }

    @Test func `is refused with every missing fact at once`() throws {
        let findings = ReleaseChecks.findings(in: try Flagship.composed(facts: ReleaseFacts()))
        let refusal = try #require(ReleaseRefusal(findings))
        #expect(refusal.exitCode == .refused)
        try expectGolden(refusal.report + "\n", "nothing-known.txt")
    }
}
