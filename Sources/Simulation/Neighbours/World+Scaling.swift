import JSON

/// Application Auto Scaling.
extension World {
    func scaling(_ action: String, _ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        guard input["ServiceNamespace"]?.string == "ecs" else { throw Self.invalid("Unsupported service namespace") }
        switch action {
        case "RegisterScalableTarget": return try registerTarget(input)
        case "DescribeScalableTargets":
            let names = input["ResourceIds"]?.strings
            let found = scaling.targets.filter { names?.contains($0.key) ?? true }.sorted { $0.key < $1.key }
            return ["ScalableTargets": .array(found.map { .object($0.value) })]
        case "DeregisterScalableTarget":
            let name = input["ResourceId"]?.string ?? ""
            guard scaling.targets.removeValue(forKey: name) != nil else { throw Self.targetMissing(name) }
            scaling.policies.removeAll { $0["ResourceId"]?.string == name }
            scaling.actions.removeAll { $0["ResourceId"]?.string == name }
            return [:]
        case "PutScalingPolicy": return try putPolicy(input)
        case "DescribeScalingPolicies":
            let found = scaling.policies.filter { input["ResourceId"] == nil || $0["ResourceId"] == input["ResourceId"] }
            return ["ScalingPolicies": .array(found.map { .object($0) })]
        case "DeleteScalingPolicy":
            let count = scaling.policies.count
            scaling.policies.removeAll { $0["PolicyName"] == input["PolicyName"] && $0["ResourceId"] == input["ResourceId"] }
            guard scaling.policies.count < count else {
                throw SimulatedFault(code: "ObjectNotFoundException", message: "No scaling policy found for service namespace: ecs")
            }
            return [:]
        case "DescribeScheduledActions":
            let found = scaling.actions.filter { input["ResourceId"] == nil || $0["ResourceId"] == input["ResourceId"] }
            return ["ScheduledActions": .array(found.map { .object($0) })]
        case "DeleteScheduledAction":
            let count = scaling.actions.count
            scaling.actions.removeAll {
                $0["ScheduledActionName"] == input["ScheduledActionName"] && $0["ResourceId"] == input["ResourceId"]
            }
            guard scaling.actions.count < count else {
                throw SimulatedFault(code: "ObjectNotFoundException", message: "No scheduled action found for service namespace: ecs")
            }
            return [:]
        case "PutScheduledAction": return try putAction(input)
        default: throw .unknown(action)
        }
    }

    private static func invalid(_ message: String) -> SimulatedFault { SimulatedFault(code: "ValidationException", message: message) }

    private static func targetMissing(_ name: String) -> SimulatedFault {
        SimulatedFault(
            code: "ObjectNotFoundException", message: "No scalable target found for service namespace: ecs, resource ID: \(name)")
    }

    private func registerTarget(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let name = input["ResourceId"]?.string ?? ""
        let parts = name.split(separator: "/").map(String.init)
        guard parts.count == 3, let cluster = clusters[parts[1]], let service = findService(parts[2], in: cluster),
            service.status == "ACTIVE"
        else { throw Self.invalid("ECS service doesn't exist: \(name)") }
        let old = scaling.targets[name]
        guard let minimum = (input["MinCapacity"] ?? old?["MinCapacity"])?.integer,
            let maximum = (input["MaxCapacity"] ?? old?["MaxCapacity"])?.integer
        else { throw Self.invalid("MinCapacity and MaxCapacity are required") }
        guard (0...maximum).contains(minimum) else { throw Self.invalid("MinCapacity must not be more than MaxCapacity") }
        let arn = account.arn("application-autoscaling", "scalable-target/1234abcd56ab78cd901ef1234567890ab123")
        scaling.targets[name] = [
            "ServiceNamespace": "ecs", "ResourceId": .string(name),
            "ScalableDimension": input["ScalableDimension"] ?? "ecs:service:DesiredCount",
            "MinCapacity": JSONValue(minimum), "MaxCapacity": JSONValue(maximum), "CreationTime": old?["CreationTime"] ?? now.json,
            "RoleARN": .string(account.roleARN("aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForECS")),
            "SuspendedState": input["SuspendedState"] ?? old?["SuspendedState"]
                ?? ["DynamicScalingInSuspended": false, "DynamicScalingOutSuspended": false, "ScheduledScalingSuspended": false],
            "ScalableTargetARN": .string(arn),
        ]
        // A count outside of the range is brought back into it.
        let clamped = min(max(service.desiredCount, minimum), maximum)
        if clamped != service.desiredCount {
            service.desiredCount = clamped
            wake(service, at: now)
        }
        return ["ScalableTargetARN": .string(arn)]
    }

    private func putAction(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let resource = input["ResourceId"]?.string ?? "", name = input["ScheduledActionName"]
        guard scaling.targets[resource] != nil else { throw Self.targetMissing(resource) }
        var action = (input.object ?? [:])
        action["ScheduledActionARN"] = .string(
            account.arn("autoscaling", "scheduledAction:6d8972f3:resource/ecs/\(resource):scheduledActionName/\(name?.string ?? "")"))
        action["CreationTime"] = now.json
        scaling.actions.removeAll { $0["ScheduledActionName"] == name && $0["ResourceId"]?.string == resource }
        scaling.actions.append(action)
        return [:]
    }

    private func putPolicy(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let resource = input["ResourceId"]?.string ?? "", name = input["PolicyName"]?.string ?? ""
        guard scaling.targets[resource] != nil else { throw Self.targetMissing(resource) }
        let metric = input["TargetTrackingScalingPolicyConfiguration"]?["PredefinedMetricSpecification"]
        let isByRequests = metric?["PredefinedMetricType"]?.string == "ALBRequestCountPerTarget"
        guard isByRequests == (metric?["ResourceLabel"] != nil) else {
            throw Self.invalid(isByRequests ? "ResourceLabel is required for ALBRequestCountPerTarget" : "ResourceLabel is not allowed")
        }
        let arn = account.arn("autoscaling", "scalingPolicy:6d8972f3:resource/ecs/\(resource):policyName/\(name)")
        var policy = (input.object ?? [:])
        policy["PolicyARN"] = .string(arn)
        policy["PolicyType"] = policy["PolicyType"] ?? "TargetTrackingScaling"
        policy["CreationTime"] = now.json
        policy["Alarms"] = []
        scaling.policies.removeAll { $0["PolicyName"]?.string == name && $0["ResourceId"]?.string == resource }
        scaling.policies.append(policy)
        return ["PolicyARN": .string(arn), "Alarms": []]
    }
}
