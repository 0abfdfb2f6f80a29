import Configuration
import Foundation
import JSON
import TestSupport
import Testing

@testable import Release

@Suite struct `A service whose deployments move traffic` {
    private static let ground = ShiftingFacts(
        alternateTargetGroup: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/llm-chat-other/943f017f100becfe",
        listenerRule: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/a/1/2/3",
        testListenerRule: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/a/1/4/5",
        role: "arn:aws:iam::123456789012:role/llm-chat-TrafficRole")

    /// - Parameter running: what it was composed of before.
    private static func composed(_ deployment: String, running: ComposedService? = nil) throws -> ComposedService {
        var facts = try Flagship.facts()
        facts.targetGroups["backend"] = Flagship.targetGroup
        facts.shifting["backend"] = ground
        facts.running["backend"] = running.map { Flagship.running($0) }
        return try Flagship.service(
            """
            cpu: 512
            memory: 1024
            port: 8000
            desired: 2
            load-balancer: {listen: 80, grace: 60s}
            deployment: {\(deployment)}
            """, facts: facts)
    }

    private static let all = [
        "strategy: blue-green",
        "strategy: linear, step: 12.5%, step-bake: 2m, bake: 0s",
        "strategy: canary, canary: 0.5, canary-bake: 1h, alarms: [errors], pause: [before-traffic, {at: after-start, timeout: 2h, then: continue}]",
        "strategy: blue-green, hooks: [{at: [test-traffic], lambda: 'arn:aws:lambda:eu-west-1:123456789012:function:f', role: hooks}]",
    ]

    @Test(.enabled(if: ECSJudge.isThere, "needs botocore in .venv"), arguments: all)
    func `is what AWS's model of the API takes`(deployment: String) throws {
        let creation = ServicePlan(try Self.composed(deployment)).creation(revision: "arn:aws:ecs:x", token: "t")
        #expect(try ECSJudge.complaints("CreateService", creation) == [])
        let before = try Self.composed("circuit-breaker: rollback")
        let update = ServicePlan(try Self.composed(deployment, running: before)).update(revision: nil)
        #expect(try ECSJudge.complaints("UpdateService", update) == [])
    }

    @Test func `has what the file says, in ECS's words`() throws {
        let service = try #require(try Self.composed(Self.all[2]).service)
        #expect(
            service.deployment == [
                "strategy": "CANARY", "bakeTimeInMinutes": 5, "minimumHealthyPercent": 100, "maximumPercent": 200,
                "canaryConfiguration": ["canaryPercent": .decimal(0.5), "canaryBakeTimeInMinutes": 60],
                "alarms": ["alarmNames": ["errors"], "enable": true, "rollback": true],
                "lifecycleHooks": [
                    [
                        "targetType": "PAUSE", "lifecycleStages": ["PRE_PRODUCTION_TRAFFIC_SHIFT"],
                        "timeoutConfiguration": ["timeoutInMinutes": 1440, "action": "ROLLBACK"],
                    ],
                    [
                        "targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"],
                        "timeoutConfiguration": ["timeoutInMinutes": 120, "action": "CONTINUE"],
                    ],
                ],
            ])
        #expect(
            service.loadBalancers.first?["advancedConfiguration"] == [
                "alternateTargetGroupArn": .string(Self.ground.alternateTargetGroup),
                "productionListenerRule": .string(Self.ground.listenerRule),
                "testListenerRule": .string(Self.ground.testListenerRule ?? ""), "roleArn": .string(Self.ground.role),
            ])
    }

    @Test func `is refused while there is nothing to move traffic by`() throws {
        var facts = try Flagship.facts()
        facts.targetGroups["backend"] = Flagship.targetGroup
        let service = try Flagship.service(
            "cpu: 512\nmemory: 1024\nport: 8000\nload-balancer: {listen: 80}\ndeployment: {strategy: blue-green}", facts: facts)
        let errors = ReleaseChecks.findings(in: [service]).filter { $0.severity == .error }
        #expect(errors.map(\.rule) == ["shifting-ground"])
    }

    @Test(arguments: all) func `has nothing to change when it runs so already`(deployment: String) throws {
        var before = try Self.composed(deployment)
        // As AWS answers: numbers with a fraction, and the target groups in each other's place.
        before.service?.fields["deploymentConfiguration"]?["deploymentCircuitBreaker"] = ["enable": false, "rollback": false]
        if let step = before.service?.deployment["linearConfiguration"]?["stepBakeTimeInMinutes"] {
            before.service?.fields["deploymentConfiguration"]?["linearConfiguration"] = [
                "stepPercent": .decimal(Decimal(string: "12.50") ?? 0), "stepBakeTimeInMinutes": step,
            ]
        }
        var balancer = before.service?.loadBalancers.first
        balancer?["targetGroupArn"] = .string(Self.ground.alternateTargetGroup)
        balancer?["advancedConfiguration"]?["alternateTargetGroupArn"] = .string(Flagship.targetGroup)
        before.service?.fields["loadBalancers"] = [balancer ?? .null]
        let plan = ServicePlan(try Self.composed(deployment, running: before))
        #expect(plan.action == .nothing, "\(plan.changes)")
    }

    @Test func `leaves behind what another strategy had`() throws {
        let linear = try Self.composed(Self.all[1])
        let update = ServicePlan(try Self.composed("strategy: canary", running: linear)).parameters["deploymentConfiguration"]
        #expect(update?["strategy"] == "CANARY")
        #expect(update?["linearConfiguration"] == nil)
        #expect(update?["canaryConfiguration"] == ["canaryPercent": 5, "canaryBakeTimeInMinutes": 10])
    }

    @Test func `goes back to rolling updates with all that belongs to them`() throws {
        let before = try Self.composed(Self.all[2])
        let plan = ServicePlan(try Self.composed("strategy: rolling, circuit-breaker: rollback", running: before))
        let update = plan.parameters["deploymentConfiguration"]
        #expect(update?["strategy"] == "ROLLING")
        #expect(update?["lifecycleHooks"] == [])
        #expect(update?["canaryConfiguration"] == nil)
        #expect(plan.parameters["loadBalancers"]?.array?.first?["advancedConfiguration"] == nil)
        #expect(plan.deploys)
    }

    @Test func `runs both fleets at once, and the plan says how traffic moves`() throws {
        let before = try Self.composed("circuit-breaker: rollback")
        let plan = ServicePlan(try Self.composed(Self.all[2], running: before))
        #expect(plan.arithmetic.most == 4 && plan.arithmetic.least == 2)
        try expectGolden(PlanText(ReleasePlan([try Self.composed(Self.all[2], running: before)])).text + "\n", "plan-canary.txt")
    }
}
