import AWS
import Release

/// Looks whether a change set would send users to tasks that are not there.
///
/// In the template a rule by which ECS moves traffic sends all of it to the first target group. CloudFormation leaves alone what ECS has made of that
/// as long as nothing of the rule changes; when something does, it writes the whole rule.
struct MovedRules {
    private let engine: StackEngine
    private let stack: Stack

    init(_ engine: StackEngine, _ stack: Stack) {
        self.engine = engine
        self.stack = stack
    }

    func findings(_ changes: [PlannedChange]) async throws -> [ReleaseFinding] {
        let plan = try StackPlan(engine.project)
        let moved = plan.published.filter(\.movesTraffic).flatMap { service in
            ["ListenerRule", "TestListenerRule"].map { (rule: plan.id(service.name, $0), service: service) }
        }
        let written = changes.filter { [.modify, .replace].contains($0.kind) && $0.physicalID != nil }
        let rules = moved.filter { rule, _ in written.contains { $0.logicalID == rule } }
        guard !rules.isEmpty else { return [] }
        let own = try await OwnResources(of: stack, engine.stacks)
        let balancing = LoadBalancingClient(engine.client)
        return try await StackGround.warnIfDenied("where the traffic of deployments is, is not looked at") {
            var findings: [ReleaseFinding] = []
            for (id, service) in rules {
                guard let arn = own.physicalID(of: id), let rule = try await balancing.describeRules([arn])?.first,
                    let first = own.physicalID(of: plan.id(service.name, "TargetGroup"))
                else { continue }
                let serving = rule.actions.flatMap(\.servingTargetGroupARNs)
                if !serving.isEmpty, !serving.contains(first) { findings.append(elsewhere(id, service)) }
            }
            return findings
        }
    }

    private func elsewhere(_ id: String, _ service: PublishedService) -> ReleaseFinding {
        ReleaseFinding(
            .error, "traffic-elsewhere", service: service.name,
            "the change of '\(id)' would send users to its first target group, and its tasks are in the other one",
            why: "with each deployment they change places",
            remedy: "deploy it once more, which brings them back, with `imgship release --refresh \(service.name)`; then apply",
            at: service.location)
    }
}
