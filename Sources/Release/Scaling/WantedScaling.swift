import AWS
import Configuration
import FoundationEssentials

/// How the file wants a service to be scaled.
struct WantedScaling {
    let bounds: ClosedRange<Int>
    /// By the names that they have in AWS; all that are wanted.
    let names: Set<String>
    /// The same, without one that cannot be made: requests are counted at a load balancer.
    let policies: [String: TargetTracking]

    /// - Source: Application Auto Scaling, `TargetTrackingScalingPolicyConfiguration`: the cooldowns of ECS services.
    private static let standardCooldown = 300

    /// - Parameter label: where requests are counted, as AWS wants it told; nil where that is not known.
    init(_ spec: ScalingSpec, label: String?) {
        bounds = spec.minimum...max(spec.minimum, spec.maximum)
        var names: Set<String> = [], policies: [String: TargetTracking] = [:]
        let add = { (name: String, value: Int?, metric: TargetTracking.Metric?) in
            guard let value else { return }
            names.insert(RunningScaling.prefix + name)
            guard let metric else { return }
            // Always said: what is left out would keep the value that it has.
            policies[RunningScaling.prefix + name] = TargetTracking(
                metric, target: Decimal(value), scaleInCooldown: spec.scaleIn?.wholeSeconds ?? Self.standardCooldown,
                scaleOutCooldown: spec.scaleOut?.wholeSeconds ?? Self.standardCooldown)
        }
        add("cpu", spec.cpu, .cpu)
        add("memory", spec.memory, .memory)
        add("requests", spec.requests, label.map { .requests(label: $0) })
        (self.names, self.policies) = (names, policies)
    }
}
