import JSON

/// A scaling policy of a service.
package struct ScalingPolicy: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var name: String? { string("PolicyName") }
    package var arn: String? { string("PolicyARN") }
    /// `TargetTrackingScaling`, `StepScaling`.
    package var type: String? { string("PolicyType") }
    package var targetValue: Double? { tracking?["TargetValue"]?.number }
    /// `ECSServiceAverageCPUUtilization`
    package var metric: String? { tracking?["PredefinedMetricSpecification"]?["PredefinedMetricType"]?.string }
    package var resourceLabel: String? { tracking?["PredefinedMetricSpecification"]?["ResourceLabel"]?.string }
    /// In seconds.
    package var scaleInCooldown: Int? { tracking?["ScaleInCooldown"]?.integer }
    package var scaleOutCooldown: Int? { tracking?["ScaleOutCooldown"]?.integer }
    package var alarms: [String] { (json["Alarms"]?.array ?? []).compactMap { $0["AlarmName"]?.string } }

    private var tracking: JSONValue? { json["TargetTrackingScalingPolicyConfiguration"] }
}
