/// What a rule of a listener is, as `DescribeRules` answers.
package struct ListenerRuleFacts: Sendable, Hashable {
    package var arn: String
    /// The types of its actions: `forward`, `redirect`.
    package var actions: [String]
    /// ARNs of the target groups that it sends to.
    package var targetGroups: [String]
    package var isDefault: Bool

    package init(arn: String, actions: [String], targetGroups: [String], isDefault: Bool = false) {
        self.arn = arn
        self.actions = actions
        self.targetGroups = targetGroups
        self.isDefault = isDefault
    }

    /// `app/NAME/ID` of the load balancer that it belongs to.
    var balancer: String? { Self.balancer(ofRule: arn) }

    static func balancer(ofRule arn: String) -> String? {
        let parts = arn.split(separator: "/")
        return parts.count >= 5 && parts[0].hasSuffix(":listener-rule") ? parts[1...3].joined(separator: "/") : nil
    }
}

/// Deployments that move traffic.
extension OnlineChecks {
    /// Both target groups can take each other's place.
    package func targetGroups(_ one: TargetGroupFacts, _ other: TargetGroupFacts) -> [ReleaseFinding] {
        let subject = subject("shift-groups")
        var findings: [ReleaseFinding] = []
        if one.vpc != other.vpc {
            findings.append(subject.error("its target groups '\(one.name)' and '\(other.name)' are in different VPCs"))
        }
        if one.targetType != other.targetType {
            findings.append(
                subject.error(
                    "its target groups '\(one.name)' and '\(other.name)' have different types: '\(one.targetType)' and '\(other.targetType)'"
                ))
        }
        return findings
    }

    /// No deployment of it waits for someone: whoever sees no change would else take it for done.
    package func waiting(_ pause: RolloutPause?) -> [ReleaseFinding] {
        guard let pause else { return [] }
        return [
            subject("shift-paused").warning(
                "a deployment of it waits to be continued", why: pause.text,
                remedy: "continue it with `imgship release --continue \(service.name)`, or go back with `imgship rollback \(service.name)`")
        ]
    }

    /// Users are at the target group that a rolling update will use: nothing moves them from then on.
    /// - Parameter serving: ARNs of the target groups that the rule sends to at the moment.
    package func leaving(_ balancer: ShiftedBalancer, serving: [String]) -> [ReleaseFinding] {
        let wanted = service.effective.loadBalancers.compactMap { $0["targetGroupArn"]?.string }
        let others = serving.filter { !wanted.contains($0) }
        guard let other = others.first else { return [] }
        return [
            subject("shift-left").error(
                "its users are at the target group '\(other)', and a rolling update would put its tasks into another",
                why: "only deployments that move traffic change where its listener rule sends them",
                remedy: "release once more with the strategy it has, `imgship release --refresh`: then its target groups change places")
        ]
    }

    /// A rule sends to the target groups that its traffic moves between, and to nothing else.
    /// - Parameters:
    ///   - rule: nil when there is none.
    ///   - groups: what was found of both target groups, by ARN.
    package func rule(
        _ arn: String, _ rule: ListenerRuleFacts?, of balancer: ShiftedBalancer, _ groups: [String: TargetGroupFacts]
    ) -> [ReleaseFinding] {
        let subject = subject("shift-rule")
        guard let rule else { return [subject.error("there is no listener rule '\(arn)'")] }
        if rule.isDefault {
            return [
                subject.error(
                    "'\(arn)' is the default rule of its listener", why: "ECS changes only rules of their own",
                    remedy: "add a rule with a condition, the path /* say")
            ]
        }
        var findings: [ReleaseFinding] = []
        if let other = rule.actions.first(where: { $0 != "forward" }) {
            findings.append(subject.error("the listener rule '\(arn)' does more than forward: '\(other)'", why: "ECS takes no other rule"))
        }
        let strangers = rule.targetGroups.filter { !balancer.targetGroups.contains($0) }
        if !strangers.isEmpty || rule.targetGroups.isEmpty {
            findings.append(
                subject.error(
                    "the listener rule '\(arn)' does not send to its target groups",
                    why: strangers.isEmpty ? "it sends to none" : "it sends to \(strangers.joined(separator: ", "))",
                    remedy: "let it forward to '\(balancer.targetGroup)'"))
        }
        let balancers = groups.values.flatMap(\.loadBalancers)
        if let own = rule.balancer, !balancers.isEmpty, !balancers.contains(where: { $0.hasSuffix(":loadbalancer/\(own)") }) {
            findings.append(subject.error("the listener rule '\(arn)' belongs to another load balancer than its target groups"))
        }
        return findings
    }
}
