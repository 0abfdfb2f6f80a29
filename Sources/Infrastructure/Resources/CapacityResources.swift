import Configuration
import JSON
import Release

/// Instances of Auto Scaling groups, as providers of the cluster's capacity.
struct CapacityResources {
    let plan: StackPlan

    func add(to template: inout StackTemplate) throws(InfrastructureError) {
        for (name, spec) in plan.instances {
            let id = plan.id(name, "CapacityProvider")
            try template.add(id, provider(name, spec))
            try template.addOutput(id + "Name", .reference(id), "The instances '\(name)' of the cluster")
        }
    }

    private func provider(_ name: String, _ spec: InstancesSpec) -> StackResource {
        var scaling: JSONObject = ["Status": spec.isScaled ? "ENABLED" : "DISABLED"]
        if spec.isScaled {
            scaling["TargetCapacity"] = JSONValue(spec.target)
            scaling["InstanceWarmupPeriod"] = JSONValue(spec.warmup.map { Int($0.components.seconds) } ?? 300)
        }
        let isOn = { (flag: Bool) -> JSONValue in flag ? "ENABLED" : "DISABLED" }
        return StackResource(
            "AWS::ECS::CapacityProvider",
            [
                "Name": .string(plan.destination.capacityProvider(name, of: spec.group)),
                "AutoScalingGroupProvider": [
                    "AutoScalingGroupArn": .string(spec.group), "ManagedScaling": .object(scaling),
                    "ManagedTerminationProtection": isOn(spec.protectsTasks), "ManagedDraining": isOn(spec.drains),
                ],
            ])
    }
}
