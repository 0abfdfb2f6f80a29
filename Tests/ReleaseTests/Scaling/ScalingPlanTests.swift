import AWS
import JSON
import TestSupport
import Testing

@testable import Release

@Suite struct `A plan for scaling` {
    private static let label = "app/llm-chat/50dc6c495c0c9188/targetgroup/llm-chat-frontend/943f017f100becff"

    /// A service as the file has it with these further lines, running, and scaled like this.
    private static func plan(_ lines: String, _ scaling: RunningScaling?, isNew: Bool = false, now: Int? = nil) throws -> ReleasePlan {
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
        service.now = now
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

    // MARK: At other times

    private static let scheduled = """
        scaling: {min: 1, max: 4, schedule: {morning: {cron: '0 8 ? * MON-FRI *', timezone: Europe/Berlin, min: 2, max: 8}, \
        evening: {cron: '0 20 ? * * *', min: 1, max: 4}, launch: {at: '2030-01-01T00:00:00', max: 12}}}
        """
    private static let morning = ScalingSchedule("cron(0 8 ? * MON-FRI *)", timeZone: "Europe/Berlin", minimum: 2, maximum: 8)
    private static let evening = ScalingSchedule("cron(0 20 ? * * *)", timeZone: "UTC", minimum: 1, maximum: 4)
    private static let launch = ScalingSchedule("at(2030-01-01T00:00:00)", timeZone: "UTC", maximum: 12)

    private static func running(_ bounds: ClosedRange<Int>, _ schedules: [String: ScalingSchedule]) -> RunningScaling {
        var running = RunningScaling(bounds: bounds)
        running.schedules = Dictionary(uniqueKeysWithValues: schedules.map { ("imgship-" + $0.key, $0.value) })
        return running
    }

    @Test func `sets bounds at other times, and tells them`() throws {
        var old = Self.morning
        old.maximum = 6
        old.start = 1_893_456_000
        let plan = try Self.plan(Self.scheduled, Self.running(1...4, ["morning": old, "night": Self.evening])).services[0]
        #expect(plan.action == .scale)
        #expect(
            plan.scaling.schedules == [
                "imgship-morning": Self.morning, "imgship-evening": Self.evening, "imgship-launch": Self.launch,
            ])
        #expect(plan.scaling.scheduleDeletions == ["imgship-night"])
        let told = plan.changes.map { "\($0.label): \($0.from ?? "-") -> \($0.to ?? "-")" }
        #expect(
            told == [
                "scaling at evening: - -> cron(0 20 ? * * *) UTC: from 1 to 4",
                "scaling at launch: - -> at(2030-01-01T00:00:00) UTC: to 12",
                "scaling at morning: cron(0 8 ? * MON-FRI *) Europe/Berlin: from 2 to 6, not before 2030-01-01T00:00:00Z -> "
                    + "cron(0 8 ? * MON-FRI *) Europe/Berlin: from 2 to 8",
                "scaling at night: cron(0 20 ? * * *) UTC: from 1 to 4 -> -",
            ])
    }

    @Test func `leaves bounds that the schedule has set, and no others`() throws {
        var evening = Self.evening
        evening.timeZone = nil
        let all = ["morning": Self.morning, "evening": evening, "launch": Self.launch]
        for bounds in [1...4, 2...8, 1...12, 2...12] {
            #expect(try Self.plan(Self.scheduled, Self.running(bounds, all)).isEmpty, "\(bounds)")
        }
        for bounds in [1...5, 3...8] {
            #expect(try Self.plan(Self.scheduled, Self.running(bounds, all)).services[0].scaling.bounds == 1...4, "\(bounds)")
        }
        #expect(try Self.plan("scaling: {min: 1, max: 4, cpu: 50}", Self.running(2...8, all)).services[0].scaling.bounds == 1...4)
    }

    @Test func `does not ask for what has passed`() throws {
        let others = ["morning": Self.morning, "evening": Self.evening]
        let newYear = 1_893_456_000
        #expect(try Self.plan(Self.scheduled, Self.running(1...4, others), now: newYear + 43_200).services[0].scaling.schedules.count == 1)
        #expect(try Self.plan(Self.scheduled, Self.running(1...4, others), now: newYear + 43_201).isEmpty)
        #expect(
            try Self.plan(Self.scheduled, Self.running(1...4, others.merging(["launch": Self.launch]) { $1 }), now: newYear * 2).isEmpty)
    }

    @Test func `ends with its schedule, but for what is another's`() throws {
        let alone = try Self.plan("", Self.running(1...4, ["morning": Self.morning])).services[0]
        #expect(alone.scaling.ends && alone.changes.map(\.label) == ["scaling", "scaling at morning"])
        var shared = Self.running(1...4, ["morning": Self.morning])
        shared.isShared = true
        let plan = try Self.plan("", shared).services[0].scaling
        #expect(!plan.ends && plan.scheduleDeletions == ["imgship-morning"])
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
