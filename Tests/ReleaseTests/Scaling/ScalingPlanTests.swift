import AWS
import JSON
import Testing

@testable import Release

@Suite struct `A plan for scaling` {
    private static let label = "app/llm-chat/50dc6c495c0c9188/targetgroup/llm-chat-frontend/943f017f100becff"

    /// A service as the file has it with these further lines, running, and scaled like this.
    private static func plan(_ lines: String, _ scaling: RunningScaling?, isNew: Bool = false) throws -> ReleasePlan {
        let text = """
            version: 1
            project: llm-chat
            bases: {b: {debian: bookworm}}
            images: {frontend: {base: b}}
            services:
              frontend:
                image: frontend
                cpu: 256
                memory: 512
                load-balancer: {listen: 7860, grace: 90s}
            \(lines.isEmpty ? "" : "    " + lines)

            """
        var facts = try Flagship.facts()
        if !isNew {
            var running = Flagship.running(
                try Flagship.composed(["frontend"], text: text, facts: facts)[0], isScaled: scaling?.bounds != nil)
            running.scaling = scaling
            facts.running = ["frontend": running]
        }
        var service = try Flagship.composed(["frontend"], text: text, facts: facts)[0]
        service.requestLabel = label
        return ReleasePlan([service])
    }

    private static let all = "scaling: {min: 2, max: 12, cpu: 60, memory: 80, requests: 1000, scale-in: 300s, scale-out: 60s}"
    private static let cpu = TargetTracking(.cpu, target: 75, scaleInCooldown: 300, scaleOutCooldown: 60)

    @Test func `is made for a new service`() throws {
        let plan = try Self.plan(Self.all, nil, isNew: true).services[0]
        #expect(plan.action == .create)
        #expect(plan.parameters["desiredCount"] == 2)
        #expect(plan.scaling.bounds == 2...12)
        #expect(plan.scaling.policies.keys.sorted() == ["imgship-cpu", "imgship-memory", "imgship-requests"])
        #expect(plan.scaling.policies["imgship-requests"]?.metric == .requests(label: Self.label))
        #expect(plan.scaling.policies["imgship-cpu"] == TargetTracking(.cpu, target: 60, scaleInCooldown: 300, scaleOutCooldown: 60))
    }

    @Test func `is told alone where nothing else has changed`() throws {
        let old = RunningScaling(
            bounds: 1...4,
            policies: [
                "imgship-cpu": Self.cpu, "imgship-memory": TargetTracking(.memory, target: 80, scaleInCooldown: 300, scaleOutCooldown: 300),
                "imgship-old": Self.cpu,
            ])
        let plan = try Self.plan(Self.all, old)
        #expect(plan.services[0].action == .scale)
        #expect(!plan.services[0].deploys && !plan.isEmpty)
        #expect(plan.services[0].scaling.deletions == ["imgship-old"])
        try expectGolden(PlanText(plan).text + "\n", "plan-scaling.txt")
        try expectGolden(PlanMarkdown(plan).text, "plan-scaling.md")
        try expectGolden(PlanDocument.json(plan).text(.indented) + "\n", "plan-scaling.json")
    }

    @Test func `is empty where all is as it is wanted, and where nobody could look`() throws {
        let lines = "scaling: {min: 1, max: 4, cpu: 75, scale-out: 60s}"
        let same = RunningScaling(bounds: 1...4, policies: ["imgship-cpu": Self.cpu])
        #expect(try Self.plan(lines, same).isEmpty)
        #expect(try Self.plan(lines, nil).isEmpty)
        #expect(try Self.plan("", nil).isEmpty)
        let others = RunningScaling(bounds: 1...4, isShared: true)
        #expect(try Self.plan("", others).isEmpty, "what others made is theirs")
    }

    @Test func `ends where the file says nothing of it, but for what is another's`() throws {
        let alone = try Self.plan("", RunningScaling(bounds: 1...4, policies: ["imgship-cpu": Self.cpu])).services[0]
        #expect(alone.scaling.ends && alone.scaling.deletions.isEmpty)
        #expect(alone.changes.map(\.label) == ["scaling", "scaling by cpu"])
        #expect(alone.changes.allSatisfy { $0.kind == .removed })
        let shared = try Self.plan("", RunningScaling(bounds: 1...4, policies: ["imgship-cpu": Self.cpu], isShared: true)).services[0]
        #expect(!shared.scaling.ends)
        #expect(shared.scaling.deletions == ["imgship-cpu"])
    }

    @Test func `replaces a policy of ours that others have changed into another kind`() throws {
        var odd = RunningScaling(bounds: 1...4)
        odd.names = ["imgship-cpu"]
        let plan = try Self.plan("scaling: {min: 1, max: 4, cpu: 75}", odd).services[0]
        #expect(plan.scaling.policies.keys.sorted() == ["imgship-cpu"])
        #expect(plan.changes[0].from == "another policy")
    }

    /// The form is the one that Application Auto Scaling's API reference gives for `ResourceLabel`.
    @Test(arguments: [
        (
            "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/my-alb/778d41231b141a0f",
            "app/my-alb/778d41231b141a0f/targetgroup/my-alb-target-group/943f017f100becff"
        ),
        ("arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/my-nlb/778d41231b141a0f", nil), ("my-alb", nil),
    ]) func `knows where requests are counted`(balancer: String, label: String?) {
        let group = "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/my-alb-target-group/943f017f100becff"
        #expect(RequestLabels.label(balancer, group) == label)
    }
}
