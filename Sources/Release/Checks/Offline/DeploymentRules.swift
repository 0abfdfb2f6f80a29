/// How a new revision replaces the old one.
enum DeploymentRules {
    static let all: [ReleaseRule] = [
        .service("deployment-deadlock") { service, subject in
            let effective = service.effective
            guard effective.strategy == "ROLLING", effective.controller == "ECS", !effective.isDaemon else { return [] }
            let arithmetic = RolloutArithmetic(desired: service.desired, effective)
            return arithmetic.canProgress ? [] : [deadlock(arithmetic, subject)]
        },
        .service("deployment-percent") { service, subject in
            let effective = service.effective
            var findings: [ReleaseFinding] = []
            if !(0...100).contains(effective.minimumPercent) {
                findings.append(subject.error("a minimum of \(effective.minimumPercent) % is not possible: give 0 to 100"))
            }
            if effective.maximumPercent < 100, !effective.isDaemon {
                findings.append(subject.error("a maximum of \(effective.maximumPercent) % is not possible: give 100 or more"))
            }
            if effective.fields["availabilityZoneRebalancing"]?.string == "ENABLED", effective.maximumPercent <= 100 {
                findings.append(subject.error("rebalancing of zones needs a 'maximum' above 100"))
            }
            return findings
        },
        .service("deployment-controller") { service, subject in
            let controller = service.effective.controller
            guard controller != "ECS" else { return [] }
            return [
                subject.error(
                    "it is deployed by '\(controller)', which imgship cannot drive", remedy: "change its deployment controller to ECS")
            ]
        },
        .service("circuit-breaker") { service, subject in
            let effective = service.effective
            let breaker = effective.deployment["deploymentCircuitBreaker"]
            guard effective.strategy == "ROLLING" else {
                return breaker?["enable"]?.bool == true && service.service?.deployment["deploymentCircuitBreaker"] != nil
                    ? [subject.error("the circuit breaker is for rolling updates, not for \(effective.strategy)")] : []
            }
            guard breaker?["rollback"]?.bool != true, effective.deployment["alarms"]?["rollback"]?.bool != true else { return [] }
            return [
                subject.warning(
                    "ECS would not roll back a failed release by itself", why: "imgship does it only as long as it watches",
                    remedy: "set 'deployment: {circuit-breaker: rollback}'")
            ]
        },
    ]

    private static func deadlock(_ arithmetic: RolloutArithmetic, _ subject: Subject) -> ReleaseFinding {
        let (count, least, most) = (arithmetic.desired, arithmetic.least, arithmetic.most)
        let tasks = "\(count) desired \(count == 1 ? "task" : "tasks")"
        let lower = arithmetic.neededMinimum
        return subject.error(
            "no task could ever be replaced: of \(tasks) at least \(least) must stay up and at most \(most) may run",
            why:
                "minimum \(arithmetic.minimumPercent) % is rounded up, maximum \(arithmetic.maximumPercent) % down: the rollout would hang",
            remedy: "set 'maximum' to \(arithmetic.neededMaximum) or more, or 'minimum' to \(lower)\(lower == 0 ? "" : " or less")")
    }
}
