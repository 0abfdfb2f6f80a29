import JSON

/// Elastic Load Balancing, version 2.
extension World {
    func loadBalancing(_ action: String, _ input: FormInput) throws(SimulatedFault) -> JSONObject {
        switch action {
        case "DescribeTargetGroups": try describeTargetGroups(input)
        case "DescribeTargetHealth": try describeTargetHealth(input)
        case "DescribeListeners": try describeListeners(input)
        case "DescribeRules": try describeRules(input)
        case "DescribeLoadBalancers": try describeLoadBalancers(input)
        default: throw .unknown(action)
        }
    }

    private static let groupMissing = SimulatedFault(code: "TargetGroupNotFound", message: "One or more target groups not found")
    private static let balancerMissing = SimulatedFault(code: "LoadBalancerNotFound", message: "One or more load balancers not found")

    private func describeTargetGroups(_ input: FormInput) throws(SimulatedFault) -> JSONObject {
        let arns = input.list("TargetGroupArns"), names = input.list("Names"), balancer = input["LoadBalancerArn"]
        let found = account.targetGroups.filter { group in
            (arns.isEmpty || arns.contains(account.targetGroupARN(group))) && (names.isEmpty || names.contains(group.name))
                && (balancer ?? account.loadBalancerARN(group)) == account.loadBalancerARN(group)
        }
        guard found.count >= max(arns.count, names.count) else { throw Self.groupMissing }
        return ["TargetGroups": .array(found.map { describe($0) })]
    }

    private func describe(_ group: SimulatedTargetGroup) -> JSONValue {
        [
            "TargetGroupArn": .string(account.targetGroupARN(group)), "TargetGroupName": .string(group.name), "Protocol": "HTTP",
            "Port": JSONValue(group.port), "VpcId": .string(account.network.vpc), "HealthCheckProtocol": "HTTP",
            "HealthCheckPort": "traffic-port", "HealthCheckEnabled": true, "HealthCheckIntervalSeconds": JSONValue(group.interval),
            "HealthCheckTimeoutSeconds": 5, "HealthyThresholdCount": JSONValue(group.healthyThreshold),
            "UnhealthyThresholdCount": JSONValue(group.unhealthyThreshold), "HealthCheckPath": .string(group.path),
            "Matcher": ["HttpCode": "200"], "TargetType": "ip", "IpAddressType": "ipv4",
            "LoadBalancerArns": group.listenerPort == nil && !hasRule(group) ? [] : [.string(account.loadBalancerARN(group))],
        ]
    }

    private func hasRule(_ group: SimulatedTargetGroup) -> Bool {
        account.listenerRules.contains { $0.targetGroups.contains(account.targetGroupARN(group)) }
    }

    private func describeTargetHealth(_ input: FormInput) throws(SimulatedFault) -> JSONObject {
        let arn = input["TargetGroupArn"]
        guard let group = account.targetGroups.first(where: { account.targetGroupARN($0) == arn }) else { throw Self.groupMissing }
        let targets = services.flatMap(\.tasks).flatMap { task in task.targets.filter { $0.group == group }.map { (task, $0) } }
        return ["TargetHealthDescriptions": .array(targets.map { describe($0.1, of: $0.0) })]
    }

    private func describe(_ target: TargetState, of task: TaskState) -> JSONValue {
        var health: JSONObject = ["State": .string(target.state.rawValue)]
        health["Reason"] = target.reason.map { .string($0.code) }
        health["Description"] = target.reason.map { .string($0.description) }
        return [
            "Target": ["Id": .string(task.address), "Port": JSONValue(target.port), "AvailabilityZone": .string(task.zone)],
            "HealthCheckPort": .string("\(target.port)"), "TargetHealth": .object(health),
        ]
    }

    private func describeListeners(_ input: FormInput) throws(SimulatedFault) -> JSONObject {
        let balancer = input["LoadBalancerArn"], arns = input.list("ListenerArns")
        let found = account.targetGroups.filter { group in
            guard group.listenerPort != nil else { return false }
            return arns.isEmpty ? account.loadBalancerARN(group) == balancer : arns.contains(listenerARN(group))
        }
        if let balancer, !account.targetGroups.contains(where: { account.loadBalancerARN($0) == balancer }) { throw Self.balancerMissing }
        guard found.count >= arns.count else { throw SimulatedFault(code: "ListenerNotFound", message: "One or more listeners not found") }
        return ["Listeners": .array(found.map { describeListener(of: $0) })]
    }

    private func listenerARN(_ group: SimulatedTargetGroup) -> String {
        account.loadBalancerARN(group).replacing(":loadbalancer/", with: ":listener/")
            + "/f2f7dc8efc52\(1000 + (group.listenerPort ?? 0) % 9000)"
    }

    private func describeListener(of group: SimulatedTargetGroup) -> JSONValue {
        [
            "ListenerArn": .string(listenerARN(group)), "LoadBalancerArn": .string(account.loadBalancerARN(group)),
            "Port": JSONValue(group.listenerPort ?? 0), "Protocol": "HTTP",
            "DefaultActions": [["Type": "forward", "TargetGroupArn": .string(account.targetGroupARN(group)), "Order": 1]],
        ]
    }

    private func describeRules(_ input: FormInput) throws(SimulatedFault) -> JSONObject {
        let arns = input.list("RuleArns")
        if !arns.isEmpty {
            let found = account.listenerRules.filter { arns.contains($0.arn) }
            guard found.count >= arns.count else { throw SimulatedFault(code: "RuleNotFound", message: "One or more rules not found") }
            return ["Rules": .array(found.map { describe($0) })]
        }
        let arn = input["ListenerArn"]
        guard let group = account.targetGroups.first(where: { $0.listenerPort != nil && listenerARN($0) == arn }) else {
            throw SimulatedFault(code: "ListenerNotFound", message: "One or more listeners not found")
        }
        let standard: JSONValue = [
            "RuleArn": .string(listenerARN(group).replacing(":listener/", with: ":listener-rule/") + "/9683b2d02a6cabee"),
            "Priority": "default", "IsDefault": true, "Conditions": [],
            "Actions": [["Type": "forward", "TargetGroupArn": .string(account.targetGroupARN(group)), "Order": 1]],
        ]
        let own = account.listenerRules.filter { $0.targetGroups.contains(account.targetGroupARN(group)) }
        return ["Rules": .array(own.map { describe($0) } + [standard])]
    }

    private func describe(_ rule: SimulatedListenerRule) -> JSONValue {
        let groups = rule.targetGroups.enumerated().map { index, arn -> JSONValue in
            ["TargetGroupArn": .string(arn), "Weight": JSONValue(weight(of: arn, in: rule) ?? (index == 0 ? 100 : 0))]
        }
        return [
            "RuleArn": .string(rule.arn), "Priority": "1", "IsDefault": false,
            "Conditions": [["Field": "path-pattern", "Values": ["/*"]]],
            "Actions": [["Type": "forward", "ForwardConfig": ["TargetGroups": .array(groups)], "Order": 1]],
        ]
    }

    private func describeLoadBalancers(_ input: FormInput) throws(SimulatedFault) -> JSONObject {
        let arns = input.list("LoadBalancerArns"), names = input.list("Names")
        var found: [JSONValue] = [], seen: Set<String> = []
        for group in account.targetGroups where seen.insert(group.loadBalancer).inserted {
            let arn = account.loadBalancerARN(group)
            guard arns.isEmpty || arns.contains(arn), names.isEmpty || names.contains(group.loadBalancer) else { continue }
            found.append([
                "LoadBalancerArn": .string(arn), "LoadBalancerName": .string(group.loadBalancer), "Scheme": "internet-facing",
                "DNSName": .string("\(group.loadBalancer)-1234567890.\(account.region).elb.amazonaws.com"), "Type": "application",
                "VpcId": .string(account.network.vpc), "State": ["Code": "active"], "IpAddressType": "ipv4",
                "CanonicalHostedZoneId": "Z215JYRZR1TBD5",
                "SecurityGroups": JSONValue(account.network.securityGroups), "CreatedTime": "2026-01-01T00:00:00Z",
                "AvailabilityZones": .array(
                    account.network.subnets.map { ["ZoneName": .string(account.region + $0.zone), "SubnetId": .string($0.id)] }),
            ])
        }
        guard found.count >= max(arns.count, names.count) else { throw Self.balancerMissing }
        return ["LoadBalancers": .array(found)]
    }
}
