import Configuration
import FoundationEssentials
import JSON

/// Deployments that move traffic.
extension ServiceDraft {
    /// How long both fleets run in the end where nobody says so.
    private static let standardBake = Duration.seconds(300)

    /// By what the traffic of a load balancer is moved.
    mutating func addShifting(_ balancer: LoadBalancerSpec, _ entry: inout JSONObject) {
        guard spec.movesTraffic else {
            // Back to rolling updates: what the service has for the others goes.
            let isLeft = running?.service.shiftedBalancers.isEmpty == false
            if spec.deployment?.strategy == .rolling, isLeft { entry["advancedConfiguration"] = .null }
            return
        }
        let given = balancer.shifting.map { ground in
            ShiftingFacts(
                alternateTargetGroup: expand(ground.alternateTargetGroup), listenerRule: expand(ground.listenerRule),
                testListenerRule: ground.testListenerRule.map { expand($0) }, role: destination.role(expand(ground.role)))
        }
        guard let ground = given ?? facts.shifting[name] else {
            return report(
                "shifting-ground", "there is nothing yet by which its deployments could move traffic",
                why: "a second target group, a listener rule and a role for ECS are needed",
                remedy: "bring the stack up to date, or give 'alternate-target-group', 'listener-rule' and 'role' of what exists")
        }
        entry["advancedConfiguration"] = .object(
            JSONValue.fields([
                "alternateTargetGroupArn": .string(ground.alternateTargetGroup), "productionListenerRule": .string(ground.listenerRule),
                "testListenerRule": ground.testListenerRule.map { .string($0) }, "roleArn": .string(ground.role),
            ]))
    }

    /// The strategy, with all that it has: what is not said would stay as it was with another one.
    mutating func addStrategy(_ deployment: inout JSONObject) {
        guard let strategy = spec.deployment?.strategy else { return }
        deployment["strategy"] = .string(strategy.wireName)
        let hooks = hooks()
        // An empty list takes away those of before.
        if running != nil || !hooks.isEmpty { deployment["lifecycleHooks"] = .array(hooks) }
        guard strategy.movesTraffic else { return }
        let shift = spec.deployment?.shift
        deployment["bakeTimeInMinutes"] = JSONValue((shift?.bake ?? Self.standardBake).wholeMinutes)
        switch strategy {
        case .linear:
            deployment["linearConfiguration"] = [
                "stepPercent": (shift?.step ?? TrafficShare(tenthsOfPercent: 100)).json,
                "stepBakeTimeInMinutes": JSONValue((shift?.stepBake ?? .seconds(360)).wholeMinutes),
            ]
        case .canary:
            deployment["canaryConfiguration"] = [
                "canaryPercent": (shift?.canary ?? TrafficShare(tenthsOfPercent: 50)).json,
                "canaryBakeTimeInMinutes": JSONValue((shift?.canaryBake ?? .seconds(600)).wholeMinutes),
            ]
        case .blueGreen, .rolling: break
        }
        // The breaker of a rolling update would be refused.
        if running != nil { deployment["deploymentCircuitBreaker"] = ["enable": false, "rollback": false] }
    }

    private mutating func hooks() -> [JSONValue] {
        let shift = spec.deployment?.shift
        let pauses = (shift?.pauses ?? []).map { pause -> JSONValue in
            let timeout = pause.timeout ?? .seconds(86_400)
            return [
                "targetType": "PAUSE", "lifecycleStages": [.string(pause.at.stage)],
                "timeoutConfiguration": [
                    "timeoutInMinutes": JSONValue(timeout.wholeMinutes), "action": pause.then == .goOn ? "CONTINUE" : "ROLLBACK",
                ],
            ]
        }
        let functions = (shift?.hooks ?? []).map { hook -> JSONValue in
            [
                "targetType": "AWS_LAMBDA", "lifecycleStages": JSONValue(hook.at.map(\.stage)),
                "hookTargetArn": .string(expand(hook.function)),
                "roleArn": .string(destination.role(expand(hook.role))),
            ]
        }
        return pauses + functions
    }
}

extension DeploymentStrategy {
    /// As ECS calls it.
    package var wireName: String {
        switch self {
        case .rolling: "ROLLING"
        case .blueGreen: "BLUE_GREEN"
        case .linear: "LINEAR"
        case .canary: "CANARY"
        }
    }
}

extension DeploymentMoment {
    /// As ECS calls it.
    /// - Source: ECS, `DeploymentLifecycleHookStage`.
    package var stage: String {
        switch self {
        case .beforeStart: "PRE_SCALE_UP"
        case .afterStart: "POST_SCALE_UP"
        case .testTraffic: "TEST_TRAFFIC_SHIFT"
        case .afterTestTraffic: "POST_TEST_TRAFFIC_SHIFT"
        case .beforeTraffic: "PRE_PRODUCTION_TRAFFIC_SHIFT"
        case .traffic: "PRODUCTION_TRAFFIC_SHIFT"
        case .afterTraffic: "POST_PRODUCTION_TRAFFIC_SHIFT"
        }
    }
}

extension TrafficShare {
    /// A number with at most one decimal.
    var json: JSONValue {
        tenthsOfPercent.isMultiple(of: 10) ? JSONValue(tenthsOfPercent / 10) : .decimal(Decimal(tenthsOfPercent) / 10)
    }
}

extension JSONValue {
    /// A share of the traffic, to a tenth of a percent.
    package init(percent: Double) {
        let tenths = percent.isFinite ? Int((min(max(percent, 0), 100) * 10).rounded()) : 0
        self = TrafficShare(tenthsOfPercent: tenths).json
    }
}

extension Duration {
    fileprivate var wholeMinutes: Int { Int(components.seconds / 60) }
}
