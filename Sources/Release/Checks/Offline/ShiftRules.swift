/// Deployments that move traffic: blue/green, linear and canary.
enum ShiftRules {
    /// In minutes.
    /// - Source: ECS, `DeploymentConfiguration`, `LinearConfiguration`, `CanaryConfiguration`.
    private static let bakes = 0...1440

    static let all: [ReleaseRule] = [
        .service("blue-green") { service, subject in
            let effective = service.effective
            // What could not be composed has been told.
            guard effective.settings.movesTraffic, !effective.loadBalancers.isEmpty,
                !service.findings.contains(where: { $0.rule == "shifting-ground" })
            else { return [] }
            let advanced = effective.loadBalancers.compactMap { $0["advancedConfiguration"] }
            guard advanced.count == effective.loadBalancers.count else {
                return [subject.error("\(effective.strategy) needs an 'advancedConfiguration' for each load balancer")]
            }
            return ["alternateTargetGroupArn", "productionListenerRule", "roleArn"].filter { key in advanced.contains { $0[key] == nil } }
                .map {
                    subject.error("\(effective.strategy) needs '\($0)' in 'advancedConfiguration'")
                }
        },
        .service("shift-target") { service, subject in
            let effective = service.effective
            let isBalanced = !effective.loadBalancers.isEmpty || effective.connect?["enabled"]?.bool == true
            guard effective.settings.movesTraffic, !isBalanced, service.findings.isEmpty else { return [] }
            let strategy = ShiftWords.strategy(effective.strategy)
            if effective.strategy == "BLUE_GREEN" {
                return [
                    subject.warning(
                        "\(strategy) has no traffic to move: it has neither a load balancer nor Service Connect",
                        why: "both fleets run at once, and then the old one goes")
                ]
            }
            return [
                subject.error(
                    "\(strategy) needs traffic that it can move", remedy: "give it a 'load-balancer', or make it part of Service Connect")
            ]
        },
        .service("shift-groups") { service, subject in
            service.effective.shiftedBalancers.filter { $0.alternateTargetGroup == $0.targetGroup }.map { _ in
                subject.error("both its target groups are the same one", remedy: "give another 'alternate-target-group'")
            }
        },
        .service("shift-times") { service, subject in
            let settings = service.effective.settings
            guard settings.movesTraffic else { return [] }
            var times = [("bakeTimeInMinutes", settings.bake)]
            if settings.strategy == "LINEAR" { times.append(("stepBakeTimeInMinutes", settings.stepBake)) }
            if settings.strategy == "CANARY" { times.append(("canaryBakeTimeInMinutes", settings.canaryBake)) }
            var findings = times.filter { !bakes.contains($0.1) }.map {
                subject.error("'\($0.0)' is \($0.1) minutes, possible are \(bakes.lowerBound) to \(bakes.upperBound)")
            }
            if settings.strategy == "LINEAR", !(3...100).contains(settings.step) {
                findings.append(subject.error("'stepPercent' is \(settings.step), possible are 3 to 100"))
            }
            if settings.strategy == "CANARY", !(0.1...100).contains(settings.canary) {
                findings.append(subject.error("'canaryPercent' is \(settings.canary), possible are 0.1 to 100"))
            }
            return findings
        },
        .service("shift-hooks") { service, subject in
            let effective = service.effective
            guard effective.settings.movesTraffic else { return [] }
            let tests = ["TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT"]
            let waitsForTests = effective.settings.hooks.flatMap(\.stages).contains(where: tests.contains)
            let hasTests = effective.shiftedBalancers.isEmpty || effective.shiftedBalancers.contains { $0.testListenerRule != nil }
            guard waitsForTests, !hasTests else { return [] }
            return [
                subject.warning(
                    "it stops for test traffic, and nothing sends any to its new tasks",
                    remedy: "give 'load-balancer: {test-listen: PORT}', or the 'test-listener-rule' that exists")
            ]
        },
    ]
}
