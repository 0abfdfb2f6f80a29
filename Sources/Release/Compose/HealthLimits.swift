import JSON
import OCI

/// What ECS lets a container's health check be.
/// - Source: ECS API model, `HealthCheck`.
enum HealthLimits {
    static let all: [(key: String, range: ClosedRange<Int>)] = [
        ("interval", 5...300), ("timeout", 2...60), ("retries", 1...10), ("startPeriod", 0...300),
    ]

    /// An image's own check as ECS takes it, its times brought within the limits.
    static func fitted(_ check: Healthcheck) -> JSONObject {
        let values: [String: Int?] = [
            "interval": check.interval?.wholeSeconds, "timeout": check.timeout?.wholeSeconds, "retries": check.retries.map { Int($0) },
            "startPeriod": check.startPeriod?.wholeSeconds,
        ]
        var fields: JSONObject = ["command": JSONValue(check.test)]
        for (key, range) in all {
            // Docker's 0 stands for its default, which is ECS's too, all but for the start.
            guard let value = values[key] ?? nil, value > 0 else { continue }
            fields[key] = JSONValue(min(max(value, range.lowerBound), range.upperBound))
        }
        return fields
    }
}
