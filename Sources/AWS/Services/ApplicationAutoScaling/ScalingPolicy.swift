import FoundationEssentials
import JSON

/// A scaling policy of a service.
package struct ScalingPolicy: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var name: String? { string("PolicyName") }
    package var arn: String? { string("PolicyARN") }
    /// `TargetTrackingScaling`, `StepScaling`.
    package var type: String? { string("PolicyType") }
    package var targetValue: Double? { configuration?["TargetValue"]?.number }
    /// `ECSServiceAverageCPUUtilization`
    package var metric: String? { configuration?["PredefinedMetricSpecification"]?["PredefinedMetricType"]?.string }
    package var resourceLabel: String? { configuration?["PredefinedMetricSpecification"]?["ResourceLabel"]?.string }
    /// In seconds.
    package var scaleInCooldown: Int? { configuration?["ScaleInCooldown"]?.integer }
    package var scaleOutCooldown: Int? { configuration?["ScaleOutCooldown"]?.integer }
    package var alarms: [String] { (json["Alarms"]?.array ?? []).compactMap { $0["AlarmName"]?.string } }

    private var configuration: JSONValue? { json["TargetTrackingScalingPolicyConfiguration"] }

    /// The same as what makes such a policy; nil for one that scales in another way.
    package var tracking: TargetTracking? {
        guard let metric = TargetTracking.Metric(metric, label: resourceLabel), let target = target else { return nil }
        if configuration?["DisableScaleIn"]?.bool == true { return nil }
        return TargetTracking(metric, target: target, scaleInCooldown: scaleInCooldown, scaleOutCooldown: scaleOutCooldown)
    }

    private var target: Decimal? {
        switch configuration?["TargetValue"] {
        case .integer(let value): Decimal(value)
        case .decimal(let value): value
        default: nil
        }
    }
}
