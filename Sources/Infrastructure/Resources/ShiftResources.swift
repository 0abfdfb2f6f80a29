import Configuration
import JSON
import Release

/// What deployments need that move traffic: a second target group, rules that ECS may change, and the role with which it does.
///
/// - Source: ECS Developer Guide, "Application Load Balancer resources for blue/green, linear, and canary deployments".
struct ShiftResources {
    static let role = "TrafficRole"

    let plan: StackPlan

    /// What one service has of its own beside its rules.
    /// - Parameter group: another target group like its first.
    func add(_ service: PublishedService, _ group: StackResource, _ template: inout StackTemplate) throws(InfrastructureError) {
        let name = service.name
        try template.add(alternateGroup(name), group)
        try template.addOutput(
            StackOutput.alternateTargetGroup(of: name), .reference(alternateGroup(name)),
            "The other target group of '\(name)': the traffic moves from one to the other")
        try template.addOutput(StackOutput.listenerRule(of: name), .reference(rule(name)), "What sends users to the tasks of '\(name)'")
        guard service.spec.testListen != nil else { return }
        try template.addOutput(
            StackOutput.testListenerRule(of: name), .reference(testRule(name)), "What sends those who try the new tasks of '\(name)'")
    }

    /// What all of them have together.
    func addRole(to template: inout StackTemplate) throws(InfrastructureError) {
        let services = plan.published.filter(\.movesTraffic)
        guard !services.isEmpty else { return }
        let description = "With it ECS moves the traffic of deployments of \(plan.stage)"
        try template.add(
            Self.role,
            StackResource(
                "AWS::IAM::Role",
                JSONValue.fields([
                    "Description": .string(description), "AssumeRolePolicyDocument": Self.trust,
                    "Policies": PolicyStatement.policies("move-traffic", statements(services)),
                ])))
        try template.addOutput(StackOutput.trafficRole, .attribute(Self.role, "Arn"), description)
    }

    private func alternateGroup(_ name: String) -> String { plan.id(name, "AlternateTargetGroup") }
    private func rule(_ name: String) -> String { plan.id(name, "ListenerRule") }
    private func testRule(_ name: String) -> String { plan.id(name, "TestListenerRule") }

    /// What a rule does: first of all it sends to the first target group. From then on ECS changes the weights: as long as nothing of
    /// the rule changes, CloudFormation leaves them alone.
    func action(_ service: PublishedService) -> JSONValue {
        let groups: JSONValue = [
            ["TargetGroupArn": .reference(plan.id(service.name, "TargetGroup")), "Weight": 1],
            ["TargetGroupArn": .reference(alternateGroup(service.name)), "Weight": 0],
        ]
        return ["Type": "forward", "ForwardConfig": ["TargetGroups": groups]]
    }

    /// - Source: the managed policy AmazonECSInfrastructureRolePolicyForLoadBalancers, narrowed down to what there is.
    private func statements(_ services: [PublishedService]) -> [PolicyStatement] {
        let groups = services.flatMap { [plan.id($0.name, "TargetGroup"), alternateGroup($0.name)] }
        let rules = services.flatMap { [rule($0.name)] + ($0.spec.testListen == nil ? [] : [testRule($0.name)]) }
        return [
            PolicyStatement(anywhereInRegion: [
                "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth",
            ]),
            PolicyStatement(
                ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"], on: groups.map { .reference($0) }),
            PolicyStatement(["elasticloadbalancing:ModifyRule"], on: rules.map { .reference($0) }),
        ]
    }

    /// ECS alone, and where it says for whom, for this account alone.
    private static var trust: JSONValue {
        [
            "Version": "2012-10-17",
            "Statement": [
                [
                    "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": ["Service": "ecs.amazonaws.com"],
                    "Condition": ["StringEqualsIfExists": ["aws:SourceAccount": .account]],
                ]
            ],
        ]
    }
}

extension StackPlan {
    /// Logical ids of the rules by which ECS moves traffic.
    var movedRules: Set<String> {
        Set(published.filter(\.movesTraffic).flatMap { [id($0.name, "ListenerRule"), id($0.name, "TestListenerRule")] })
    }
}
