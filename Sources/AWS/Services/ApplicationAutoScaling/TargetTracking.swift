import FoundationEssentials
import JSON

/// Holds a metric near a value by changing the number of tasks.
package struct TargetTracking: Hashable, Sendable {
    package enum Metric: Hashable, Sendable {
        /// Average of the service, in percent.
        case cpu, memory
        /// Requests a minute for each task.
        /// - Parameter label: `app/<load balancer>/<id>/targetgroup/<target group>/<id>`
        case requests(label: String)
    }

    package var metric: Metric
    package var target: Decimal
    /// In seconds; AWS's own 300 when nil.
    package var scaleInCooldown: Int?
    package var scaleOutCooldown: Int?

    package init(_ metric: Metric, target: Decimal, scaleInCooldown: Int? = nil, scaleOutCooldown: Int? = nil) {
        self.metric = metric
        self.target = target
        self.scaleInCooldown = scaleInCooldown
        self.scaleOutCooldown = scaleOutCooldown
    }

    var parameters: JSONObject {
        JSONValue.fields([
            "TargetValue": .decimal(target), "PredefinedMetricSpecification": .object(metric.parameters),
            "ScaleInCooldown": scaleInCooldown.map { JSONValue($0) }, "ScaleOutCooldown": scaleOutCooldown.map { JSONValue($0) },
        ])
    }
}

extension TargetTracking.Metric {
    /// AWS's name for it.
    package var name: String {
        switch self {
        case .cpu: "ECSServiceAverageCPUUtilization"
        case .memory: "ECSServiceAverageMemoryUtilization"
        case .requests: "ALBRequestCountPerTarget"
        }
    }

    /// Nil for a metric that services are not scaled by here.
    init?(_ name: String?, label: String?) {
        switch (name, label) {
        case ("ECSServiceAverageCPUUtilization", _): self = .cpu
        case ("ECSServiceAverageMemoryUtilization", _): self = .memory
        case ("ALBRequestCountPerTarget", let label?): self = .requests(label: label)
        default: return nil
        }
    }

    var parameters: JSONObject {
        guard case .requests(let label) = self else { return ["PredefinedMetricType": .string(name)] }
        return ["PredefinedMetricType": .string(name), "ResourceLabel": .string(label)]
    }
}
